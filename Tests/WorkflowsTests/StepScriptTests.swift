import ExternalTools
import FoundationEssentials
import TestSupport
import Testing
import Yams

@testable import Workflows

@Suite struct StepScriptTests {
  @Test(
    "a retry loop that never succeeds ends in failure, after three attempts",
    arguments: [
      ("build-images.yml", "build", "brokkr-release build", "brokkr-release"),
      ("build-images.yml", "push", "push --as", "brokkr-release"),
      ("release.yml", "build", "brokkr-release build", "brokkr-release"),
      ("helm_tests.yml", "helm", "dependency build", "helm"),
    ])
  func retries(workflow: String, job: String, word: String, program: String) async throws {
    let step = try StepRun("retries")
    // Helm says which dependencies are missing, and can build none of them.
    try step.program(
      program,
      "case \"$2\" in list) printf 'NAME\\tVERSION\\tREPOSITORY\\tSTATUS\\nx\\t1\\toci://a/b\\tmissing\\n'; exit 0 ;; esac\nexit 1"
    )
    try step.program("git", "echo 1700000000")
    try FileManager.default.createDirectory(
      atPath: "\(step.scratch.path)/temp/built/images", withIntermediateDirectories: true)
    let outcome = try await step.run(
      StepRun.script(workflow, job, with: word),
      ["IMAGE": "broker", "PLATFORM": "linux/arm64", "VERSION": "v1.2.0", "TAG": "main", "CHART_PATH": "charts/x"])
    #expect(outcome.status == 1)
    #expect(outcome.text.contains("::error"))
    let attempts = step.calls.filter { $0.hasPrefix(program) && !$0.contains("<list>") }
    #expect(attempts.count == 3, "\(step.calls)")
  }

  @Test("a build that no second attempt can mend is not tried again", arguments: [2, 4, 10])
  func hopeless(status: Int) async throws {
    let step = try StepRun("hopeless")
    try step.program("brokkr-release", "exit \(status)")
    let outcome = try await step.run(
      StepRun.script("release.yml", "build", with: "brokkr-release build"),
      ["IMAGE": "broker", "PLATFORM": "linux/arm64", "VERSION": "v1.2.0"])
    #expect(outcome.status == status && step.calls.count == 1)
  }

  @Test("a cell of a release is built by the tool, and one for the charts alone names no image")
  func cell() async throws {
    let step = try StepRun("cell")
    try step.program("brokkr-release", "exit 0")
    let script = try StepRun.script("release.yml", "build", with: "brokkr-release build")
    #expect(
      try await step.run(script, ["IMAGE": "broker", "PLATFORM": "linux/arm64", "VERSION": "v1.2.0"]).succeeded)
    #expect(try await step.run(script, ["IMAGE": "", "PLATFORM": "", "VERSION": "v1.2.0"]).succeeded)
    let output = "<--output> <\(step.scratch.path)/temp/hand-over>"
    #expect(
      step.calls == [
        "brokkr-release <build> <v1.2.0> \(output) <--image> <broker> <--platform> <linux/arm64>",
        "brokkr-release <build> <v1.2.0> \(output)",
      ])
  }

  @Test("what several jobs have built is pushed in one call, whatever shape the artifacts arrive in")
  func push() async throws {
    for folders in [["built"], ["built/image-a", "built/image-b"]] {
      let step = try StepRun("push")
      try step.program("brokkr-release", "exit 0")
      try step.scratch.write("of the sources", to: "work/built")
      for folder in folders { try step.scratch.write("{}", to: "temp/\(folder)/hand-over.json") }
      let script = try StepRun.script("build-images.yml", "push", with: "push --as")
      #expect(try await step.run(script, ["TAG": "pr-7"]).succeeded)
      let inputs = folders.map { " <--input> <\(step.scratch.path)/temp/\($0)>" }.joined()
      #expect(step.calls == ["brokkr-release <push> <--as> <pr-7>\(inputs)"])
    }
  }

  @Test("with components the images that were not built in this run keep what their tag shows")
  func pushSome() async throws {
    let step = try StepRun("push-some")
    try step.program("brokkr-release", "exit 0")
    for platform in ["amd64", "arm64"] {
      let folder = "temp/built/image-a-linux-\(platform)"
      try step.scratch.write("{}", to: "\(folder)/hand-over.json")
      try step.scratch.write("{}", to: "\(folder)/images/a/linux-\(platform)/index.json")
    }
    let script = try StepRun.script("build-images.yml", "push", with: "push --as", .components)
    #expect(try await step.run(script, ["TAG": "main"]).succeeded)
    let inputs =
      "<--input> <\(step.scratch.path)/temp/built/image-a-linux-amd64> <--input> <\(step.scratch.path)/temp/built/image-a-linux-arm64>"
    #expect(step.calls == ["brokkr-release <push> <--as> <main> \(inputs) <--image> <a>"])
  }

  @Test(
    "publishing takes every folder and the plan that was made",
    arguments: [Sample.twoOfEach, .signature])
  func publish(sample: Sample) async throws {
    let step = try StepRun("publish")
    try step.program("brokkr-release", "exit 0")
    // The sources may have files of any name.
    for name in ["input", "plan"] { try step.scratch.write("of the sources", to: "work/\(name)") }
    for name in ["b", "a"] { try step.scratch.write("{}", to: "temp/input/hand-over-\(name)/hand-over.json") }
    let script = try StepRun.script("release.yml", "publish", with: "publish \"$VERSION\"", sample)
    #expect(try await step.run(script, ["VERSION": "v1.2.0"]).succeeded)
    let inputs =
      "<--input> <\(step.scratch.path)/temp/input/hand-over-a> <--input> <\(step.scratch.path)/temp/input/hand-over-b>"
    #expect(
      step.calls == [
        "brokkr-release <publish> <v1.2.0> <--plan> <\(step.scratch.path)/temp/plan/plan.json> \(inputs) <--yes>"
      ])
  }

  @Test(
    "a release that waits for signatures has not failed; every other end of publishing is passed on",
    arguments: [(6, "awaiting-approval", 0), (6, "aborted", 6), (1, "publishing", 1), (10, "planned", 10)])
  func parked(status: Int, state: String, expected: Int) async throws {
    let step = try StepRun("parked")
    try step.program(
      "brokkr-release", "if [ \"$1\" = show ]; then echo '{\"state\":\"\(state)\"}'; exit 0; fi\nexit \(status)")
    try step.scratch.write("{}", to: "temp/input/hand-over.json")
    let script = try StepRun.script("release.yml", "publish", with: "publish \"$VERSION\"", .signature)
    #expect(try await step.run(script, ["VERSION": "v1.2.0"]).status == expected)
  }

  @Test(
    "every asset reaches the tool, in a folder of its own where another bears its name",
    arguments: [("release.yml", "plan"), ("release.yml", "publish"), ("rollback.yml", "apply")])
  func assets(workflow: String, job: String) async throws {
    let step = try StepRun("assets")
    try step.program("brokkr-release", "exit 0")
    try step.scratch.write("{}", to: "temp/input/hand-over-a/hand-over.json")
    try step.scratch.write("sources may have such a folder", to: "work/assets/logo")
    try step.scratch.write("1", to: "temp/assets/release-asset-linux/cli linux")
    try step.scratch.write("2", to: "temp/assets/release-asset-macos/deep/cli-macos")
    try step.scratch.write("3", to: "temp/assets/release-asset-other/cli-macos")
    let layOut = try StepRun.script(workflow, job, with: "find assets")
    // Each step begins in the folder of the sources.
    let script = try "(\n\(layOut)\n)\n" + StepRun.script(workflow, job, with: "inputs=()")
    let outcome = try await step.run(script, ["VERSION": "v1.2.0", "ACTION": "resume"])
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(outcome.text.contains("assets/release-asset-other/cli-macos bears a name that another file has too"))
    #expect(step.text("temp/joined/1/assets/cli linux") == "1")
    #expect(step.text("temp/joined/1/assets/cli-macos") == "2")
    #expect(step.text("temp/joined/2/assets/cli-macos") == "3")
    let inputs =
      "<--input> <\(step.scratch.path)/temp/input/hand-over-a> <--input> <\(step.scratch.path)/temp/joined/1> <--input> <\(step.scratch.path)/temp/joined/2>"
    #expect(step.calls.first?.contains(inputs) == true, "\(step.calls)")
  }

  @Test(
    "where no asset came the step says what is missing; no release goes on so, and no rollback is stopped by it",
    arguments: [("release.yml", "plan", "error", 1), ("rollback.yml", "apply", "notice", 0)])
  func noAssets(workflow: String, job: String, kind: String, status: Int32) async throws {
    let script = try StepRun.script(workflow, job, with: "find assets")
    let written = try ParsedWorkflow.named(workflow, .twoOfEach).job(job).steps.first { $0["run"]?.string == script }
    #expect(written?["env"]?["KIND"]?.string == kind)
    let outcome = try await StepRun("no-assets-\(kind)").run(script, ["WORKFLOWS": "cli.yml", "KIND": kind])
    #expect(outcome.status == status && outcome.errorText.isEmpty, "\(outcome.errorText)")
    #expect(outcome.text.contains("::\(kind) title=No assets::cli.yml kept no artifact"))
  }

  @Test(
    "of a pull request that is closed nothing is pushed, and the token is in no argument",
    arguments: [("open", 1, 0), ("closed", 0, 0), ("", 0, 22), ("null", 0, 1)])
  func closed(state: String, pushes: Int, status: Int) async throws {
    let step = try StepRun("closed")
    try step.program("brokkr-release", "exit 0")
    try step.program(
      "curl",
      state.isEmpty ? "exit 22" : "cat > \"$RUNNER_TEMP/header\"; echo '{\"number\": 7, \"state\": \"\(state)\"}'")
    try step.scratch.write("{}", to: "temp/built/hand-over.json")
    let outcome = try await step.run(
      StepRun.script("build-images.yml", "push", with: "push --as"),
      [
        "TAG": "pr-7", "NUMBER": "7", "GITHUB_TOKEN": "ghs_secret", "GITHUB_API_URL": "https://api.example.org",
        "GITHUB_REPOSITORY": "acme/app",
      ])
    #expect(outcome.status == status, "\(outcome.errorText)")
    #expect(step.calls.filter { $0.hasPrefix("brokkr-release") }.count == pushes)
    let asked = try #require(step.calls.first { $0.hasPrefix("curl") })
    #expect(asked.hasSuffix("<https://api.example.org/repos/acme/app/pulls/7>") && !asked.contains("ghs_secret"))
    if !state.isEmpty { #expect(step.text("temp/header") == "Authorization: Bearer ghs_secret\n") }
    #expect(outcome.text.contains("Pull request 7 is closed.") == (state == "closed"))
  }

  @Test("the images of a branch with a slash get a tag that a registry takes")
  func slash() async throws {
    let step = try StepRun("slash")
    try step.program("brokkr-release", "exit 0")
    try step.scratch.write("{}", to: "temp/built/hand-over.json")
    let script = try StepRun.script("build-images.yml", "push", with: "push --as")
    #expect(try await step.run(script, ["TAG": "release/1.1", "NUMBER": ""]).succeeded)
    #expect(step.calls == ["brokkr-release <push> <--as> <release-1.1> <--input> <\(step.scratch.path)/temp/built>"])
  }

  @Test("a spelling that would be in no group with the tag is refused", arguments: [("v1.2.0", 2), ("1.2.0", 0)])
  func spelling(version: String, status: Int) async throws {
    let step = try StepRun("spelling")
    try step.program("brokkr-release", "exit 0")
    let script = try StepRun.script("release.yml", "ledger", with: "workflows start", .ownSource)
    let outcome = try await step.run(script, ["VERSION": version])
    #expect(outcome.status == status && step.calls.count == (status == 0 ? 1 : 0))
    #expect(status == 0 || outcome.text.contains("rel-1.2.0"))
  }

  @Test("a version that looks like an option reaches no command", arguments: ["release.yml", "rollback.yml"])
  func dash(workflow: String) async throws {
    for (job, word) in workflow == "release.yml"
      ? [("ledger", "start")] : [("preview", "dry-run"), ("apply", "inputs=()")]
    {
      let step = try StepRun("dash")
      try step.program("brokkr-release", "exit 0")
      let script = try StepRun.script(workflow, job, with: word)
      #expect(try await step.run(script, ["VERSION": "--purge", "ACTION": "rollback"]).status == 2)
      #expect(step.calls.isEmpty)
    }
  }

  @Test(
    "each choice of the rollback is its command, shown first",
    arguments: [
      ("rollback", "rollback <v1.2.0> <--dry-run>", "rollback <v1.2.0> <--yes>"),
      ("purge", "rollback <v1.2.0> <--purge> <--dry-run>", "rollback <v1.2.0> <--purge> <--yes>"),
      ("undo", "rollback <v1.2.0> <--undo> <--dry-run>", "rollback <v1.2.0> <--undo> <--yes>"),
      ("resume", "status", "resume <v1.2.0> <--input> <TEMP/input/hand-over-a> <--yes>"),
      ("abort", "status", "abort <v1.2.0> <--yes>"),
      ("verify", "verify <v1.2.0>", nil),
    ])
  func rollback(action: String, preview: String, apply: String?) async throws {
    for (job, word, expected) in [("preview", "dry-run", preview), ("apply", "inputs=()", apply)] {
      guard let expected else { continue }
      let step = try StepRun("rollback")
      try step.program("brokkr-release", "exit 0")
      try step.scratch.write("{}", to: "temp/input/hand-over-a/hand-over.json")
      let script = try StepRun.script("rollback.yml", job, with: word)
      #expect(try await step.run(script, ["VERSION": "v1.2.0", "ACTION": action]).succeeded)
      let (name, rest) = (expected.prefix { $0 != " " }, expected.drop { $0 != " " })
      let call = "brokkr-release <\(name)>\(rest)"
      #expect(step.calls == [call.replacing("TEMP", with: "\(step.scratch.path)/temp")])
    }
  }

  @Test("without a version and without handed-over content the commands decide themselves")
  func bareRollback() async throws {
    let step = try StepRun("bare")
    try step.program("brokkr-release", "exit 0")
    let script = try StepRun.script("rollback.yml", "apply", with: "inputs=()")
    #expect(try await step.run(script, ["VERSION": "", "ACTION": "resume"]).succeeded)
    #expect(step.calls == ["brokkr-release <resume> <--yes>"])
  }
}
