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
      let tags = TagNames.near(clone.path + folder)
      let all = VersionCompletion.versions(among: tags, beginningWith: "")
      #expect(all == ["agent/v2.1.0", "agent/v2.0.0", "v1.11.0", "v1.10.0", "v1.10.0-rc.1", "v1.9.0"], "\(folder)")
      #expect(VersionCompletion.versions(among: tags, beginningWith: "agent/").count == 2)
    }
    #expect(TagNames.near("/").isEmpty)
    #expect(TagNames.near("\(clone.path)/none").count == 7)  // the repository around it
  }

  @Test("the repository is the one that the line names")
  func folder() {
    #expect(VersionCompletion.folder(in: ["brokkr-release", "-C", "x", "show", ""]) == "x")
    #expect(VersionCompletion.folder(in: ["brokkr-release", "show", "--repo"]) == ".")
  }
}
