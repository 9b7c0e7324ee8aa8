import FoundationEssentials
import Testing

@testable import BrokkrRelease

@Suite struct InitTests {
  private func clone(_ name: String, remote: String? = nil) async throws -> ScratchClone {
    let clone = try await ScratchClone(name)
    try await clone.write("FROM scratch\n", to: "docker/Dockerfile.broker")
    try await clone.write(
      "apiVersion: v2\nname: brokkr\nversion: 0.0.0\nappVersion: 0.0.0\n", to: "charts/brokkr/Chart.yaml")
    if let remote { try await clone.git("remote", "add", "origin", remote) }
    return clone
  }

  private func text(_ clone: ScratchClone, _ name: String = ".brokkr-release.yml") throws -> String {
    try String(contentsOfFile: "\(clone.path)/\(name)", encoding: .utf8)
  }

  @Test("what is written is what was detected, and the next step is told")
  func written() async throws {
    let clone = try await clone("init-written", remote: "https://github.com/acme/brokkr.git")
    let before = try await clone.run("config", "--json").json?["configuration"]
    let run = try await clone.run("init")
    #expect(run.status == .done)
    #expect(run.output.hasPrefix(".brokkr-release.yml was written: 1 image (broker), 1 chart (brokkr).\n"))
    for words in ["brokkr-release check", "gh api --method PUT repos/acme/brokkr/environments/release", "REVIEWER_ID"] {
      #expect(run.output.contains(words), "\(run.output)")
    }
    #expect(try text(clone).contains("    repository: ghcr.io/acme/brokkr-broker\n"))
    #expect(try await clone.run("config", "--json").json?["configuration"] == before)
    #expect(try await clone.run("check").status == .done)
  }

  @Test("nothing is overwritten, under whichever of its names it is there")
  func refused() async throws {
    for name in [".brokkr-release.yml", "brokkr-release.yml", ".config/brokkr-release.yml"] {
      let clone = try await clone("init-refused")
      try await clone.write("stamp: none\n", to: name)
      let run = try await clone.run("init")
      #expect(run.status == .usage && run.output.isEmpty && run.messages.contains("\(name) is there already"))
      #expect(try text(clone, name) == "stamp: none\n")
      #expect(try await clone.git("status", "--porcelain", "-uall", name).hasSuffix(name))
    }
    let clone = try await clone("init-refused-twin")
    try await clone.write("stamp: none\n", to: "brokkr-release.yaml")
    #expect(try await clone.run("init").status == .usage)
  }

  @Test("looking writes nothing, and prints the whole file")
  func dryRun() async throws {
    let clone = try await clone("init-dry-run")
    let run = try await clone.run("init", "--dry-run")
    #expect(run.status == .done && run.output.contains("images:\n  broker:\n"))
    #expect(!FileManager.default.fileExists(atPath: "\(clone.path)/.brokkr-release.yml"))
    let json = try #require(try await clone.run("init", "--dry-run", "--json").json)
    #expect(json["configuration"] == .string(run.output) && json["written"] == false && json["environment"] == .null)
    _ = try await clone.run("init")
    #expect(try text(clone) == run.output)
  }

  @Test("another file is named by --config, and has to be new")
  func otherFile() async throws {
    let clone = try await clone("init-other")
    #expect(try await clone.run("init", "-c", "\(clone.path)/other.yml").status == .done)
    let first = try text(clone, "other.yml")
    #expect(try await clone.run("init", "-c", "\(clone.path)/other.yml").status == .usage)
    #expect(try text(clone, "other.yml") == first)
    #expect(try await clone.run("init", "-c", "-").status == .usage)
    #expect(try await clone.run("init", "-c", "\(clone.path)/no/such/folder.yml").status == .failed)
  }

  @Test("tags that would not count are told before the first release is a wrong one")
  func tags() async throws {
    let clone = try await clone("init-tags")
    try await clone.commit("feat: one")
    try await clone.git("tag", "1.4.0")
    #expect(try await clone.run("init", "--dry-run").messages.contains("write tag: \"{version}\"."))
    try await clone.git("tag", "v1.4.0")
    #expect(try await !clone.run("init", "--dry-run").messages.contains("looks like a release"))
  }

  @Test("a repository with nothing to release gets a file to begin with, and a remark")
  func nothing() async throws {
    let clone = try await ScratchClone("init-nothing")
    let run = try await clone.run("init")
    #expect(run.status == .done && run.output.hasPrefix(".brokkr-release.yml was written: no image, no chart.\n"))
    #expect(run.messages.contains("a release would be a tag alone"))
    #expect(try text(clone).contains("# No Dockerfile was found."))
  }
}
