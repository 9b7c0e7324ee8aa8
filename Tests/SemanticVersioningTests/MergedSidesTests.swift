import Testing

@testable import SemanticVersioning

@Suite struct MergedSidesTests {
  @Test("a merge of three brings what the two others have, and what came with earlier merges is not brought again")
  func octopus() {
    func commit(_ id: String, _ parents: String...) -> NextVersion.Commit {
      .init(id: id, message: "", parents: parents)
    }
    let commits = [
      commit("m2", "m1", "b", "c"), commit("m1", "a", "b1"), commit("c", "c1"), commit("c1", "gone"),
      commit("b", "b1"), commit("b1", "gone"), commit("a", "gone"),
    ]
    let sides = MergedSides(commits)
    #expect(sides.brought(by: 0, besides: nil).map { commits[$0].id } == ["c", "c1", "b"])
    #expect(sides.brought(by: 0, besides: "c").map { commits[$0].id } == ["m1", "b", "b1", "a"])
    #expect(sides.brought(by: 1, besides: "unknown").map { commits[$0].id } == ["b1"])
    #expect(sides.brought(by: 2, besides: nil).isEmpty)
  }
}
