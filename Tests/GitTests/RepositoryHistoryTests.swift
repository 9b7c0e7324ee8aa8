import Git
import Testing

@Suite("walking through history")
struct RepositoryHistoryTests {
  /// main: 1–8, with a side line 3 → s1 → s2 merged into 6; tags at 2 and 5.
  private func merged(_ name: String) async throws -> Clone {
    let origin = try await Clone(name)
    for number in 1...8 {
      if number == 4 { try await origin.git("branch", "side") }
      if number == 6 {
        try await origin.git("checkout", "-q", "side")
        for side in 1...2 {
          try await origin.commit("fix: s\(side)", ["s\(side)": "x"], at: 1_700_000_040 + Int64(side))
        }
        try await origin.git("checkout", "-q", "main")
        try await origin.git("merge", "-q", "--no-ff", "-m", "merge", "side")
      }
      try await origin.commit("feat: \(number)", ["f\(number)": "x"], at: 1_700_000_000 + 10 * Int64(number))
      if number == 2 || number == 5 { try await origin.git("tag", "v\(number)") }
    }
    return origin
  }

  @Test(
    "agrees with git on what a range holds, in whole and shallow clones",
    arguments: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 20])
  func depths(depth: Int) async throws {
    let origin = try await merged("history-depths")
    let shallow = try await origin.cloned("shallow", "--depth", "\(depth)", "--no-single-branch")
    let repository = try shallow.repository()
    let tip = try await origin.id("main")
    for excluded in [nil, "v2", "v5"] {
      let out = excluded.map { ["^\($0)"] } ?? []
      let base = if let excluded { [try await origin.id(excluded)] } else { [ObjectID]() }
      let range = try repository.commits(from: tip, excluding: base)
      let truth = try await origin.git(["rev-list", "--count", "main"] + out, in: origin.path)
      if excluded == nil {
        // A parent beyond the boundary may be here because another branch has it; git does not look.
        let here = try await shallow.git("rev-list", "main").split(separator: "\n").map(String.init)
        #expect(Set(range.commits.map(\.id.description)).isSuperset(of: here))
      }
      #expect(range.isCutOff || "\(range.commits.count)" == truth, "what is not cut off is whole: \(excluded ?? "all")")
    }
  }

  @Test("every commit comes before its parents, whatever the clocks said")
  func clockSkew() async throws {
    let clone = try await Clone("history-skew")
    let root = try await clone.plant("root", at: 5_000, after: [])
    let late = try await clone.plant("from the future", at: 9_000, after: [root])
    let early = try await clone.plant("clock not set", at: 10, after: [late])
    let other = try await clone.plant("other line", at: 4_000, after: [late])
    let merge = try await clone.plant("merge", at: 6_000, after: [early, other])
    let range = try clone.repository().commits(from: merge, excluding: [])
    #expect(range.commits.count == 5)
    var seen: Set<ObjectID> = []
    for commit in range.commits {
      #expect(seen.isDisjoint(with: commit.parents), "\(commit.subject) came after a parent of its own")
      seen.insert(commit.id)
    }
    #expect(range.commits.first?.id == merge)
    #expect(range.commits.last?.id == root)
  }

  @Test("what is excluded is excluded although its clock was wrong")
  func skewedExclusion() async throws {
    let clone = try await Clone("history-skewed-exclusion")
    let root = try await clone.plant("root", at: 9_000, after: [])
    let middle = try await clone.plant("middle", at: 9_500, after: [root])
    let released = try await clone.plant("released", at: 10, after: [middle])
    let tip = try await clone.plant("tip", at: 5, after: [released])
    #expect(try clone.repository().commits(from: tip, excluding: [released]).commits.map(\.id) == [tip])
  }

  @Test("an ancestor is one over every parent, and so is the commit itself")
  func ancestors() async throws {
    let origin = try await merged("history-ancestors")
    let repository = try origin.repository()
    let (tip, two, side) = (try await origin.id("main"), try await origin.id("v2"), try await origin.id("side"))
    #expect(try repository.isAncestor(two, of: tip))
    #expect(try repository.isAncestor(side, of: tip))
    #expect(try repository.isAncestor(tip, of: tip))
    #expect(try !repository.isAncestor(tip, of: two))
    #expect(try await !repository.isAncestor(origin.id("v5"), of: side))
  }

  @Test("beyond the boundary of a shallow clone nothing is an ancestor, and nothing fails")
  func shallowAncestor() async throws {
    let origin = try await merged("history-shallow-ancestor")
    let shallow = try await origin.cloned("shallow", "--depth", "2")
    let tip = try await origin.id("main")
    #expect(try await !shallow.repository().isAncestor(origin.id("v2"), of: tip))
  }

  @Test("changed paths are those against the first parent; all of them where there is none")
  func changedPaths() async throws {
    let clone = try await Clone("history-paths")
    let root = try await clone.commit("feat: a", ["a": "1", "b/c": "1"])
    try await clone.git("mv", "a", "d")
    let moved = try await clone.commit("refactor: move", ["b/c": "2"])
    let repository = try clone.repository()
    #expect(try repository.changedPaths(root) == ["a", "b/c"])
    #expect(try repository.changedPaths(moved) == ["a", "b/c", "d"])
    let origin = try await merged("history-merge-paths")
    #expect(try await origin.repository().changedPaths(origin.id("main~2")) == ["f6"])
    #expect(try await origin.repository().changedPaths(origin.id("main~3")) == ["s1", "s2"])
  }

  @Test("at the boundary of a shallow clone every path has changed, as git has it")
  func changedAtBoundary() async throws {
    let origin = try await merged("history-boundary-paths")
    let shallow = try await origin.cloned("shallow", "--depth", "1")
    let said = try await shallow.git("show", "--format=", "--name-only", "HEAD").split(separator: "\n").map(String.init)
    #expect(try await shallow.repository().changedPaths(shallow.id("HEAD")) == said.sorted())
  }
}
