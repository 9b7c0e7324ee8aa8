import Testing

@testable import BrokkrRelease

/// `next` in repositories of several components, and those that are released in lockstep.
@Suite struct NextComponentsTests {
  /// Two components with paths of their own at 1.0.0 and 3.0.0, with a third that has everything.
  private func clone(_ name: String, group: String = "") async throws -> ScratchClone {
    let clone = try await ScratchClone(name)
    let key = group.isEmpty ? "" : ", group: \(group)"
    try await clone.write(
      """
      components:
        agent: { tag: "agent/v{version}", paths: [agent/**]\(key) }
        broker: { tag: "broker/v{version}", paths: [broker/**]\(key) }
        whole: { tag: "whole/v{version}" }

      """, to: ".brokkr-release.yml")
    for name in ["agent", "broker"] { try await clone.write("1", to: "\(name)/file") }
    try await clone.commit("chore: start")
    try await clone.git("tag", "agent/v1.0.0")
    try await clone.git("tag", "broker/v1.2.0")
    try await clone.git("tag", "whole/v0.3.0")
    return clone
  }

  private func change(_ component: String, _ subject: String, in clone: ScratchClone) async throws {
    try await clone.write(subject, to: "\(component)/file")
    try await clone.commit(subject)
  }

  private func versions(_ run: CapturedRun) throws -> [String?] {
    guard case .array(let components)? = run.json?["components"] else { return [] }
    return components.map { $0["tag"]?.text }
  }

  @Test("--all asks each component, and tells those that have something to release")
  func all() async throws {
    let clone = try await clone("next-all")
    let nothing = try await clone.run("next", "--all")
    #expect(nothing.status == .nothingToRelease)
    let object = try #require(try await clone.run("next", "--all", "--json").json)
    #expect(object["error"]?["code"] == "nothing-to-release")
    guard case .array(let asked)? = object["components"] else {
      Issue.record("no components")
      return
    }
    #expect(asked.map { $0["base"]?["tag"] } == ["agent/v1.0.0", "broker/v1.2.0", "whole/v0.3.0"])
    // Each is told by its name, with a line that can be run.
    for name in ["agent", "broker", "whole"] {
      #expect(nothing.messages.contains("nothing to release of \(name) since \(name)/v"), "\(nothing.messages)")
      #expect(nothing.messages.contains("`brokkr-release next --bump patch --component \(name)`"))
      #expect(
        try await clone.run("next", "--bump", "patch", "--component", name).output.hasPrefix("\(name)/v"))
    }
    try await change("agent", "fix: agent", in: clone)
    let text = try await clone.run("next", "--all")
    #expect(text.output == "agent/v1.0.1\nwhole/v0.3.1\n")
    #expect(text.status == .done)
    let run = try await clone.run("next", "--all", "--json", "--pre", "rc")
    #expect(try versions(run) == ["agent/v1.0.1-rc.1", nil, "whole/v0.3.1-rc.1"])
    guard case .array(let components)? = run.json?["components"] else { return }
    #expect(components.map { $0["component"] } == ["agent", "broker", "whole"])
    #expect(components[1]["base"]?["tag"] == "broker/v1.2.0")
    #expect(components[1]["commits"] == 0)
    #expect(try await clone.run("next", "--all", "--component", "agent").status == .usage)
  }

  @Test("the members of a group get one version, the highest that any asks for, and catch up before they go on")
  func lockstep() async throws {
    let clone = try await clone("next-group", group: "core")
    // They begin apart: the one behind goes to where the other is, and the other stays.
    #expect(try await clone.run("next", "--component", "agent").output == "agent/v1.2.0\n")
    #expect(try await clone.run("next", "--component", "broker").status == .nothingToRelease)
    try await clone.git("tag", "agent/v1.2.0")
    try await change("agent", "feat: agent", in: clone)
    try await change("broker", "fix: broker", in: clone)
    // From the same version on, the feature of one is the version of both.
    #expect(try versions(await clone.run("next", "--all", "--json")).prefix(2) == ["agent/v1.3.0", "broker/v1.3.0"])
    let behind = try await clone.run("next", "--component", "broker", "--explain", "--json")
    #expect(behind.json?["bump"] == "patch")
    #expect(behind.json?["group"] == "broker/v1.3.0")
    #expect(behind.messages.contains("broker/v1.3.0 is what others of its group ask for"), "\(behind.messages)")
    #expect(try await clone.run("next", "--component", "agent", "--json").json?["group"] == .null)
    try await clone.git("tag", "agent/v1.3.0")
    #expect(try versions(await clone.run("next", "--all", "--json")).prefix(2) == [nil, "broker/v1.3.0"])
    try await change("agent", "fix: after the first", in: clone)
    #expect(try versions(await clone.run("next", "--all", "--json")).prefix(2) == ["agent/v1.3.1", "broker/v1.3.1"])
    let explained = try await clone.run("next", "--component", "broker", "--explain")
    #expect(explained.output == "broker/v1.3.1\n")
    #expect(explained.messages.contains("component  broker"))
  }
}
