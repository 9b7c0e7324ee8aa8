import Testing

@testable import Git

@Suite("edits of a tree")
struct TreeEditTests {
  @Test(
    "one path cannot be a file and a folder, in whatever order they come",
    arguments: [["x", "x/y"], ["x/y/z", "x/y"], ["a/b", "a"]])
  func contradictions(paths: [String]) {
    let files = Dictionary(uniqueKeysWithValues: paths.map { ($0, [1] as [UInt8]?) })
    #expect(throws: GitError.self) { try TreeEdit(files) }
  }

  @Test("a symbolic link, a submodule and a folder are not replaced by a file in a commit's tree")
  func kinds() async throws {
    let clone = try await Clone("edit-kinds")
    try await clone.commit("feat: a", ["plain": "1", "dir/file": "1"])
    try await clone.git(
      "update-index", "--add", "--cacheinfo", "120000,\(try await clone.object("blob", "plain")),link")
    try await clone.git("update-index", "--add", "--cacheinfo", "160000,\(try await clone.id("HEAD")),sub")
    try await clone.git("commit", "-q", "-m", "kinds")
    let (repository, tip) = (try clone.repository(), try await clone.id("HEAD"))
    for path in ["link", "sub", "dir", "plain/below", "link/below"] {
      #expect(throws: GitError.self, "\(path)") { try repository.writeTree(of: tip, replacing: [path: [1]]) }
    }
  }

  @Test("what a state removes and what it writes below the same name both count")
  func removals() async throws {
    let clone = try await Clone("edit-removals")
    let chain = StateChain("refs/x/log", in: try clone.repository())
    func paths(_ files: [String: [UInt8]?], after parent: ObjectID) throws -> [String] {
      let next = try chain.write(files, after: parent, message: "x", by: Clone.author)
      return try chain.files(at: next).keys.sorted()
    }
    let first = try chain.write(["a/b": [1], "a/c": [1], "d": [1]], after: nil, message: "x", by: Clone.author)
    #expect(try paths(["a": nil], after: first) == ["d"])
    #expect(try paths(["a": nil, "a/b/e": [2]], after: first) == ["a/b/e", "d"])
    #expect(try paths(["a/b": nil, "a/b/e": [2], "a/c": nil], after: first) == ["a/b/e", "d"])
    #expect(try paths(["a/b/e": nil, "d/e": nil, "none/e": nil], after: first) == ["a/b", "a/c", "d"])
    #expect(throws: GitError.self) { try paths(["a/b": nil, "a/c": nil, "d": nil], after: first) }
  }
}
