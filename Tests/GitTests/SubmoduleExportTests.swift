import FoundationEssentials
import Git
import Refusals
import Testing

@Suite("exporting submodules")
struct SubmoduleExportTests {
  /// A clone with a submodule `libs/inner`, which has one of its own, `deep`; named otherwise than their paths.
  private func nested(_ name: String) async throws -> Clone {
    let outer = try await Clone(name)
    var urls: [String] = []
    for (folder, text) in [("deepest", "3"), ("middle", "2")] {
      let path = "\(outer.folder)/\(folder)"
      try await outer.git(["init", "-q", "-b", "main", path], in: outer.folder)
      try outer.write(text, to: "\(folder)/file")
      if let url = urls.last { try await add(url, as: "deep-name", at: "deep", in: path, outer) }
      try await outer.git(["add", "-A"], in: path)
      try await outer.git(["-c", "user.name=T", "-c", "user.email=t@x", "commit", "-q", "-m", "x"], in: path)
      urls.append(path)
    }
    try await add(urls[1], as: "inner-name", at: "libs/inner", in: outer.path, outer)
    try await outer.git("submodule", "update", "-q", "--init", "--recursive", environment: Self.allowed)
    try await outer.commit("feat: submodule", ["own": "1"])
    return outer
  }

  private static let allowed = [
    "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "protocol.file.allow", "GIT_CONFIG_VALUE_0": "always",
  ]

  private func add(_ url: String, as name: String, at place: String, in folder: String, _ clone: Clone) async throws {
    try await clone.git(["submodule", "add", "-q", "--name", name, url, place], in: folder, environment: Self.allowed)
  }

  private func export(_ clone: Clone, _ name: String = "export") async throws -> String {
    let folder = "\(clone.folder)/\(name)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await clone.repository().export(clone.id("HEAD"), at: 1_600_000_000, to: folder)
    return folder
  }

  private func expectFilled(_ folder: String) throws {
    for (path, text) in ["own": "1", "libs/inner/file": "2", "libs/inner/deep/file": "3"] {
      #expect(try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8) == text)
    }
    #expect(try FileManager.default.subpathsOfDirectory(atPath: folder).allSatisfy { !$0.hasSuffix(".git") })
  }

  @Test("are filled at the commit that the tree names, at every depth")
  func filled() async throws {
    let outer = try await nested("submodules-filled")
    // What is checked out in the submodule is not what the tree names.
    try outer.write("later", to: "clone/libs/inner/file")
    try await outer.git(
      ["-c", "user.name=T", "-c", "user.email=t@x", "commit", "-q", "-am", "y"], in: "\(outer.path)/libs/inner")
    try expectFilled(try await export(outer))
  }

  @Test("are filled from what the git directory keeps of them, where their working trees are gone")
  func keptOnly() async throws {
    let outer = try await nested("submodules-kept")
    try FileManager.default.removeItem(atPath: "\(outer.path)/libs/inner")
    try expectFilled(try await export(outer))
  }

  @Test("are refused by name where they are not here")
  func missing() async throws {
    let outer = try await nested("submodules-missing")
    let fresh = try await outer.cloned("fresh")
    let refusal = await #expect(throws: Refusal.self) { try await export(fresh) }
    #expect(refusal?.what.contains("libs/inner") == true)
    #expect(refusal?.remedy.contains("git submodule update --init") == true)
  }

  @Test("are refused by their whole path at a depth")
  func missingBelow() async throws {
    let outer = try await nested("submodules-missing-below")
    try FileManager.default.removeItem(atPath: "\(outer.path)/.git/modules/inner-name/modules")
    try FileManager.default.removeItem(atPath: "\(outer.path)/libs/inner/deep")
    let refusal = await #expect(throws: Refusal.self) { try await export(outer) }
    #expect(refusal?.what.contains("libs/inner/deep") == true)
  }

  @Test("are refused where the commit is not in their clone")
  func commitMissing() async throws {
    let outer = try await nested("submodules-commit")
    let absent = String(repeating: "1", count: 40)
    try await outer.git("update-index", "--cacheinfo", "160000,\(absent),libs/inner")
    try await outer.git("commit", "-q", "-m", "chore: bump")
    let refusal = await #expect(throws: Refusal.self) { try await export(outer) }
    #expect(refusal?.why.contains(absent.prefix(7)) == true)
  }
}
