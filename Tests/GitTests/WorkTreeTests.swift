import Git
import Testing

@Suite("the working tree")
struct WorkTreeTests {
  @Test("what is not committed is listed as git lists it, ignored files not")
  func unclean() async throws {
    let clone = try await Clone("worktree-unclean")
    try await clone.commit(
      "feat: a",
      ["changed": "1", "staged": "1", "gone": "1", "moved": "long enough to be found again\n", ".gitignore": "*.log\n"])
    let repository = try clone.repository()
    #expect(try await repository.uncleanPaths() == [])
    try clone.write("2", to: "clone/changed")
    try clone.write("2", to: "clone/staged")
    try clone.write("2", to: "clone/x.log")
    try clone.write("2", to: "clone/new/file")
    try clone.write("2", to: "clone/odd ü\n\"name\"")
    try await clone.git("add", "staged")
    try await clone.git("rm", "-q", "gone")
    try await clone.git("mv", "moved", "there")
    #expect(
      try await Set(repository.uncleanPaths()) == [
        " M changed", "M  staged", "D  gone", "R  there", "?? new/", "?? odd ü\n\"name\"",
      ])
  }

  @Test("a file that was moved and only announced is one entry")
  func announcedMove() async throws {
    let clone = try await Clone("worktree-announced")
    try await clone.commit("feat: a", ["before": "long enough to be found again\n"])
    try clone.write("long enough to be found again\n", to: "clone/after")
    try await clone.git("add", "-N", "after")
    try await clone.remove("before")
    #expect(try await clone.repository().uncleanPaths() == [" R after"])
  }

  @Test("the user's own settings change nothing of it")
  func settings() async throws {
    let clone = try await Clone("worktree-settings")
    try await clone.commit("feat: a", ["a": "1"])
    for (key, value) in ["status.showUntrackedFiles": "no", "status.short": "true", "status.branch": "true"] {
      try await clone.git("config", key, value)
    }
    try clone.write("1", to: "clone/new")
    #expect(try await clone.repository().uncleanPaths() == ["?? new"])
  }

  @Test("a conflict is unclean")
  func unmerged() async throws {
    let clone = try await Clone("worktree-unmerged")
    try await clone.commit("feat: a", ["a": "1"])
    try await clone.git("checkout", "-q", "-b", "side")
    try await clone.commit("feat: b", ["a": "2"])
    try await clone.git("checkout", "-q", "main")
    try await clone.commit("feat: c", ["a": "3"])
    _ = try await clone.outcome(["merge", "-q", "side"])
    #expect(try await clone.repository().uncleanPaths() == ["UU a"])
  }

  /// main is one behind the commit that is given back; `a` changed in it.
  private func behind(_ name: String) async throws -> (Clone, old: ObjectID, new: ObjectID) {
    let clone = try await Clone(name)
    let old = try await clone.commit("feat: a", ["a": "1"])
    let new = try await clone.commit("feat: b", ["a": "2", "b": "2"])
    try await clone.git("reset", "-q", "--hard", old.description)
    return (clone, old, new)
  }

  @Test("a branch that is checked out and clean is brought forward with its files")
  func forward() async throws {
    let (clone, _, new) = try await behind("worktree-forward")
    try clone.write("untracked", to: "clone/other")
    #expect(try await clone.repository().fastForward(branch: "main", to: new))
    #expect(try await clone.id("main") == new)
    #expect(try await clone.git("status", "--porcelain") == "?? other")
    #expect(try await !clone.repository().fastForward(branch: "main", to: new), "it is there already")
  }

  @Test("hooks of the repository do not run, and settings of merges do not matter")
  func hooks() async throws {
    let (clone, _, new) = try await behind("worktree-hooks")
    try clone.write("#!/bin/sh\ntouch ran\n", to: "clone/.no-hooks/post-merge")
    try await clone.executable(".no-hooks/post-merge")
    try clone.write(".no-hooks\n", to: "clone/.git/info/exclude")
    try await clone.git("config", "merge.ff", "false")
    try await clone.git("config", "merge.verifySignatures", "true")
    #expect(try await clone.repository().fastForward(branch: "main", to: new))
    #expect(try await clone.git("status", "--porcelain") == "")
  }

  @Test("a changed file, a staged one, or an untracked one in the way stops it", arguments: ["a", "staged", "b"])
  func dirty(what: String) async throws {
    let (clone, old, new) = try await behind("worktree-dirty")
    try clone.write("mine", to: "clone/\(what)")
    if what == "staged" { try await clone.git("add", "staged") }
    #expect(try await !clone.repository().fastForward(branch: "main", to: new))
    #expect(try await clone.id("main") == old)
    #expect(try await clone.git("hash-object", what) == clone.git("hash-object", "--stdin", input: "mine"))
  }

  @Test("another branch, a detached commit, and one that is no descendant stay")
  func others() async throws {
    let (clone, old, new) = try await behind("worktree-others")
    #expect(try await !clone.repository().fastForward(branch: "other", to: new))
    let aside = try await clone.plant("aside", at: 1_700_000_000, after: [])
    #expect(try await !clone.repository().fastForward(branch: "main", to: aside))
    let absent = try ObjectID(parsing: String(repeating: "1", count: 40))
    #expect(try await !clone.repository().fastForward(branch: "main", to: absent))
    try await clone.git("checkout", "-q", "--detach")
    #expect(try await !clone.repository().fastForward(branch: "main", to: new))
    #expect(try await clone.id("HEAD") == old)
  }

  @Test("after a branch was moved by itself its files follow")
  func refresh() async throws {
    let (clone, old, new) = try await behind("worktree-refresh")
    try await clone.git("update-ref", "refs/heads/main", new.description, old.description)
    try await clone.repository().refreshWorkTree(branch: "main", from: old, to: new)
    #expect(try await clone.git("status", "--porcelain") == "")
  }
}
