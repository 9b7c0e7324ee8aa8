import ExternalTools
import TestSupport
import Testing
import Yams

@testable import Workflows

@Suite struct ToolStepTests {
  private static let program = "#!/bin/sh\necho brokkr-release 0.1.0\n"

  private func download(_ checksum: String, _ machine: String = "x86_64") async throws -> (StepRun, Int) {
    let step = try StepRun("tool")
    try step.scratch.write(Self.program, to: "served")
    try step.program("uname", "echo \(machine)")
    try step.program("ldconfig", "echo libgit2.so.1.7")
    try step.program(
      "curl",
      "while [ $# -gt 1 ]; do if [ \"$1\" = --output ]; then cp '\(step.scratch.path)/served' \"$2\"; fi; shift; done")
    let script = try StepRun.script("release.yml", "ledger", with: "sha256sum")
    let outcome = try await step.run(
      script,
      [
        "ADDRESS": "https://example.org/brokkr-release-linux-{architecture}", "SHA256_X64": checksum,
        "SHA256_ARM64": checksum,
      ])
    return (step, Int(outcome.status))
  }

  @Test(
    "what is downloaded is put on PATH when its checksum is right",
    arguments: [("x86_64", "amd64"), ("aarch64", "arm64")])
  func right(machine: String, name: String) async throws {
    let sum = "0c8b9c0e3d1f4ddf0c44e9ba4c1a0a0e"
    let (probe, wrong) = try await download(sum + sum, machine)
    #expect(wrong != 0 && probe.text("path").isEmpty)
    let actual = try await probe.run("sha256sum < '\(probe.scratch.path)/served'").text.prefix(64)
    let (step, status) = try await download(String(actual), machine)
    #expect(status == 0)
    #expect(step.text("path") == "\(step.scratch.path)/temp/brokkr-release\n")
    #expect(step.calls.contains { $0.contains("<https://example.org/brokkr-release-linux-\(name)>") })
  }

  @Test("a checksum that is empty or too short is no checksum", arguments: ["", "abc"])
  func noChecksum(checksum: String) async throws {
    let (step, status) = try await download(checksum)
    #expect(status != 0 && step.text("path").isEmpty)
  }

  @Test("where nothing says where the tool is, the step says what to set")
  func unset() async throws {
    let step = try StepRun("unset")
    let script = try StepRun.script("release.yml", "ledger", with: "ADDRESS", .oneImage)
    let outcome = try await step.run(script, ["ADDRESS": ""])
    #expect(outcome.status == 1 && outcome.text.contains("workflows.tool"))
  }

  @Test("a configured release is pinned by its checksums")
  func pinned() throws {
    let env = try ParsedWorkflow.named("release.yml", .twoOfEach).job("ledger").steps.compactMap { $0["env"] }
    #expect(
      env.first?["ADDRESS"]?.string
        == "https://github.com/acme/brokkr-release/releases/download/v0.1.0/brokkr-release-linux-{architecture}")
    #expect(env.first?["SHA256_X64"]?.string == String(repeating: "a1", count: 32))
    #expect(env.first?["SHA256_ARM64"]?.string == String(repeating: "b2", count: 32))
  }

  @Test("what may write for a pull request is run by the tool of its base, never by its own")
  func base() throws {
    let source = try ParsedWorkflow.named("brokkr-release.yml", .ownSource).job("build").steps.first
    #expect(source?["with"]?["ref"]?.string == "${{ inputs.ref }}" && source?["with"]?["repository"] == nil)
    for workflow in try ParsedWorkflow.all(.ownSource) where workflow.name != "brokkr-release.yml" {
      let isForPullRequests = ["build-images.yml", "cleanup-pr.yml"].contains(workflow.name)
      for job in workflow.jobs where job.id == "tool" {
        let base = "${{ github.event.pull_request.base.sha || '' }}"
        #expect(job.node["with"]?["ref"]?.string == (isForPullRequests ? base : nil), "\(workflow.name)")
      }
      let isWriting = workflow.triggers.contains("pull_request") && workflow.jobs.contains { !$0.writes.isEmpty }
      if isWriting, workflow.name != "build-and-test.yml" { #expect(isForPullRequests, "\(workflow.name)") }
    }
    // A tool of another repository is the same for all.
    #expect(try ParsedWorkflow.named("build-images.yml", .fromSource).job("tool").node["with"] == nil)
    let guide = try #require(try WorkflowFiles(Sample.ownSource.input()).files.last { $0.path.hasSuffix(".md") }).text
    #expect(guide.contains("they run no code of the repository but `brokkr-release`"))
    #expect(guide.contains("for a pull request their `brokkr-release` is built from its base"))
  }

  @Test("a tool that is built is built once a run, for each kind of runner, and every job waits for it")
  func built() throws {
    // The chart tests are called after what has built it in the same run.
    for workflow in try ParsedWorkflow.all(.fromSource)
    where !["helm_tests.yml", "brokkr-release.yml"].contains(workflow.name) {
      let users = workflow.jobs.filter { job in job.scripts.contains { $0.contains("brokkr-release ") } }
      for job in users { #expect(workflow.before(job.id).contains("tool"), "\(workflow.name) \(job.id)") }
    }
    let build = try ParsedWorkflow.named("brokkr-release.yml", .fromSource).job("build")
    let runners = build.node["strategy"]?["matrix"]?["runner"]?.sequence?.compactMap(\.string)
    #expect(runners == ["ubuntu-24.04", "ubuntu-24.04-arm"])
    #expect(build.steps.first?["with"]?["ref"]?.string == String(repeating: "c3", count: 20))
    #expect(try WorkflowFiles(Sample.twoOfEach.input()).files.allSatisfy { !$0.path.hasSuffix("brokkr-release.yml") })
  }
}
