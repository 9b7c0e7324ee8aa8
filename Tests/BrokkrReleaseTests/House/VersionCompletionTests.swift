import Git
import Testing

@testable import BrokkrRelease

@Suite struct VersionCompletionTests {
  @Test("tags that hold a version are completed, the highest first, loose and packed and from a linked working tree")
  func versions() async throws {
    let clone = try await ScratchClone("complete")
    try await clone.commit("feat: one")
    for tag in ["v1.9.0", "v1.10.0", "agent/v2.0.0", "nightly", "v1.10.0-rc.1"] { try await clone.git("tag", tag) }
    try await clone.git("pack-refs", "--all")
    for tag in ["v1.11.0", "agent/v2.1.0"] { try await clone.git("tag", tag) }
    try await clone.git("worktree", "add", "-q", "--detach", "linked")
    try await clone.write("1", to: "deep/er/file")
    for folder in ["", "/deep/er", "/linked", "/.git"] {
      let all = VersionCompletion.versions(near: clone.path + folder, beginningWith: "")
      #expect(all == ["agent/v2.1.0", "agent/v2.0.0", "v1.11.0", "v1.10.0", "v1.10.0-rc.1", "v1.9.0"], "\(folder)")
      #expect(VersionCompletion.versions(near: clone.path + folder, beginningWith: "agent/").count == 2)
    }
    #expect(VersionCompletion.versions(near: "/", beginningWith: "").isEmpty)
    // The repository around a folder that is not there.
    #expect(VersionCompletion.versions(near: "\(clone.path)/none", beginningWith: "v").count == 4)
  }

  @Test("of thousands the highest are offered, with those whose names say what all have in common")
  func many() async throws {
    let clone = try await ScratchClone("complete-many")
    try await clone.commit("feat: one")
    let id = try await clone.git("rev-parse", "HEAD")
    let tags = (0..<3000).map { "v1.\($0 / 10).\($0 % 10)" } + ["v0.9.0", "v2.0.0-rc.1", "v1.2", "vv1", "x"]
    let lines = tags.sorted().map { "\(id) refs/tags/\($0)" }
    try await clone.write(
      "# pack-refs with: peeled fully-peeled sorted\n\(lines.joined(separator: "\n"))\n", to: ".git/packed-refs")
    try await clone.write("\(id)\n", to: ".git/refs/tags/v1.299.9")  // loose as well
    let all = VersionCompletion.versions(near: clone.path, beginningWith: "")
    #expect(all.prefix(3) == ["v2.0.0-rc.1", "v1.299.9", "v1.299.8"])
    #expect(all.last == "v0.9.0")
    #expect(all.count == VersionCompletion.limit + 1)
    #expect(Set(all).count == all.count)
    let some = VersionCompletion.versions(near: clone.path, beginningWith: "v1.29")
    #expect(some.count == VersionCompletion.limit + 1)
    #expect(some.last == "v1.29.0")
    #expect(VersionCompletion.versions(near: clone.path, beginningWith: "v1.7.").count == 10)
  }

  @Test("tags that only look like versions take no room from those that are")
  func crowded() async throws {
    let clone = try await ScratchClone("complete-crowded")
    try await clone.commit("feat: one")
    let id = try await clone.git("rev-parse", "HEAD")
    let tags = (1000..<1450).map { "build-2024.01.0\($0)" } + ["v1.0.0", "v1.1.0", "v1.2.0", "v1.3.0-rc.1", "w9.0.0x"]
    let lines = tags.sorted().map { "\(id) refs/tags/\($0)" }
    try await clone.write(
      "# pack-refs with: peeled fully-peeled sorted\n\(lines.joined(separator: "\n"))\n", to: ".git/packed-refs")
    let all = VersionCompletion.versions(near: clone.path, beginningWith: "")
    #expect(all == ["v1.3.0-rc.1", "v1.2.0", "v1.1.0", "v1.0.0"])
  }

  @Test("the repository is the one that the line names")
  func folder() {
    #expect(VersionCompletion.folder(in: ["brokkr-release", "-C", "x", "show", ""]) == "x")
    #expect(VersionCompletion.folder(in: ["brokkr-release", "--repo=y", "show", ""]) == "y")
    let home = VersionCompletion.folder(in: ["brokkr-release", "-C", "~/x", "show"]) { $0 == "HOME" ? "/home" : nil }
    #expect(home == "/home/x")
    #expect(VersionCompletion.folder(in: ["brokkr-release", "show", "--repo"]) { _ in nil } == ".")
    let variables = ["BROKKR_RELEASE_REPO": "/own", "GIT_DIR": "/git"]
    #expect(VersionCompletion.folder(in: ["brokkr-release", "show", ""]) { variables[$0] } == "/own")
    #expect(VersionCompletion.folder(in: ["brokkr-release", "show", ""]) { $0 == "GIT_DIR" ? "/git" : nil } == "/git")
    #expect(VersionCompletion.folder(in: ["brokkr-release", "-C", "x", "show", ""]) { variables[$0] } == "x")
  }
}
