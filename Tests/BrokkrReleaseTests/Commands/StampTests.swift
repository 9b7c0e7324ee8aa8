import FoundationEssentials
import Testing

@testable import BrokkrRelease

@Suite struct StampTests {
  private func text(_ file: String, of clone: ScratchClone) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(clone.path)/\(file)")), as: UTF8.self)
  }

  @Test("a configured changelog gets the section of the version, once, whatever the releases stamp themselves")
  func changelog() async throws {
    let clone = try await ScratchClone("stamp-changelog")
    try await clone.write("changelog: { file: CHANGELOG.md }\nstamp: check\n", to: ".brokkr-release.yml")
    try await clone.write("# Changes\n\n## [1.0.0]\n\n- one\n", to: "CHANGELOG.md")
    try await clone.commit("feat: one")
    try await clone.git("tag", "v1.0.0")
    try await clone.commit("feat: two")
    let id = try await clone.git("rev-parse", "--short=7", "HEAD")
    let run = try await clone.run("stamp", "--json")
    #expect(run.status == .done, "\(run.messages)")
    #expect(run.json?["changelog"] == "CHANGELOG.md")
    #expect(run.json?["tag"] == "v1.1.0")
    let written = try text("CHANGELOG.md", of: clone)
    #expect(written.hasPrefix("# Changes\n\n## [1.1.0] - 20"))
    #expect(written.hasSuffix("### Features\n\n- two (\(id))\n\n## [1.0.0]\n\n- one\n"), "\(written)")
    let again = try await clone.run("stamp", "1.1.0", "--json")
    #expect(again.json?["changelog"] == .null)
    #expect(try text("CHANGELOG.md", of: clone) == written)
  }

  @Test("on a detached maintained line it writes what next says, with the notes of that line")
  func detached() async throws {
    let clone = try await ScratchClone("stamp-detached")
    try await clone.write("changelog: { file: CHANGELOG.md }\nstamp: check\n", to: ".brokkr-release.yml")
    try await clone.write("# Changes\n", to: "CHANGELOG.md")
    try await clone.commit("feat: one")
    try await clone.git("tag", "v1.2.0")
    try await clone.commit("feat: trunk")
    try await clone.git("tag", "v1.3.0")
    try await clone.git("checkout", "-q", "-b", "release/1.2", "v1.2.0")
    try await clone.commit("fix: hot")
    try await clone.git("checkout", "-q", "--detach")
    #expect(try await clone.run("next").output == "v1.2.1\n")
    #expect(try await clone.run("stamp", "--json").json?["tag"] == "v1.2.1")
    let written = try text("CHANGELOG.md", of: clone)
    #expect(written.contains("## [1.2.1]") && written.contains("- hot"), "\(written)")
    #expect(!written.contains("trunk"))
  }

  @Test("a component writes into a changelog of its own where it has one, else into the one for all")
  func component() async throws {
    let clone = try await ScratchClone("stamp-component")
    try await clone.write(
      """
      changelog: { file: CHANGELOG.md }
      components:
        agent: { paths: [agent/**], changelog: agent/CHANGES.md }
        broker: { paths: [broker/**] }

      """, to: ".brokkr-release.yml")
    for file in ["CHANGELOG.md", "agent/CHANGES.md", "broker/file"] { try await clone.write("# Changes\n", to: file) }
    try await clone.commit("feat: one")
    #expect(try await clone.run("stamp", "--component", "agent", "--json").json?["changelog"] == "agent/CHANGES.md")
    #expect(try await clone.run("stamp", "--component", "broker", "--json").json?["changelog"] == "CHANGELOG.md")
    #expect(try text("agent/CHANGES.md", of: clone).contains("## [agent/v0.1.0]"))
    #expect(try text("CHANGELOG.md", of: clone).contains("## [broker/v0.1.0]"))
    #expect(try !text("CHANGELOG.md", of: clone).contains("agent"))
  }

  @Test("a changelog that is not there is refused, and no file is written")
  func missing() async throws {
    let clone = try await ScratchClone("stamp-missing")
    try await clone.write("changelog: { file: CHANGES.md }\n", to: ".brokkr-release.yml")
    try await clone.commit("feat: one")
    let run = try await clone.run("stamp")
    #expect(run.status == .usage)
    #expect(run.messages.contains("CHANGES.md is not there."))
  }
}
