import Git
import Testing

@Suite("trees of a repository")
struct RepositoryTreesTests {
  @Test("files are found by path; folders, submodules and missing ones are none")
  func files() async throws {
    let clone = try await Clone("trees-files")
    let tip = try await clone.commit("feat: a", ["a": "1", "dir/b": "2", "dir/deep/c": "3", "empty": ""])
    let repository = try clone.repository()
    #expect(try repository.file("a", in: tip) == Array("1".utf8))
    #expect(try repository.file("dir/deep/c", in: tip) == Array("3".utf8))
    #expect(try repository.file("empty", in: tip) == [])
    for path in ["none", "dir", "dir/none", "a/below"] { #expect(try repository.file(path, in: tip) == nil, "\(path)") }
    #expect(try repository.files(in: tip).map(\.path) == ["a", "dir/b", "dir/deep/c", "empty"])
    #expect(try repository.files(in: tip, under: "dir").map(\.path) == ["dir/b", "dir/deep/c"])
    #expect(try repository.files(in: tip, under: "none").isEmpty)
    #expect(try repository.files(in: tip, under: "a").isEmpty)
    #expect(try repository.files(in: repository.tree(of: tip)).count == 4)
  }

  @Test("replacing files keeps every mode and every other entry")
  func modes() async throws {
    let clone = try await Clone("trees-modes")
    try await clone.commit("feat: a", ["run.sh": "1", "plain": "1", "dir/tool": "1"])
    try await clone.git("update-index", "--chmod=+x", "run.sh", "dir/tool")
    try await clone.git(
      "update-index", "--add", "--cacheinfo", "120000,\(try await clone.object("blob", "plain")),link")
    try await clone.git("update-index", "--add", "--cacheinfo", "160000,\(try await clone.id("HEAD")),sub")
    try await clone.git("commit", "-q", "-m", "modes")
    let tip = try await clone.id("HEAD")
    let repository = try clone.repository()
    let new = Array("2".utf8)
    let tree = try repository.writeTree(
      of: tip, replacing: ["run.sh": new, "dir/tool": new, "plain": new, "dir/new": new])
    let listed = try await clone.git("ls-tree", "-r", "--format=%(objectmode) %(path)", tree.description)
    #expect(
      listed == "100644 dir/new\n100755 dir/tool\n120000 link\n100644 plain\n100755 run.sh\n160000 sub")
    #expect(try repository.file("run.sh", in: tree) == new)
    try await clone.git("fsck", "--strict")
  }

  @Test("replacing nothing gives the same tree")
  func nothing() async throws {
    let clone = try await Clone("trees-nothing")
    let tip = try await clone.commit("feat: a", ["a": "1", "dir/b": "2"])
    let repository = try clone.repository()
    #expect(try repository.writeTree(of: tip, replacing: [:]) == repository.tree(of: tip))
    #expect(try repository.writeTree(of: tip, replacing: ["dir/b": Array("2".utf8)]) == repository.tree(of: tip))
  }

  @Test("entries are in git's order, in which a folder's name ends in a slash")
  func order() async throws {
    let clone = try await Clone("trees-order")
    let names = ["a", "a.b/x", "a-b", "a0", "B", "a.b.c", "z/y"]
    try await clone.commit("feat: a", Dictionary(uniqueKeysWithValues: names.map { ($0, "1") }))
    try await clone.git("rm", "-q", "--cached", "a")
    try await clone.git("update-index", "--add", "--cacheinfo", "100644,\(try await clone.object("blob", "1")),a/f")
    try await clone.git("commit", "-q", "-m", "a is a folder")
    let tip = try await clone.id("HEAD")
    let repository = try clone.repository()
    let tree = try repository.writeTree(of: tip, replacing: ["z/y": Array("2".utf8)])
    try await clone.git("fsck", "--strict")
    try await clone.git("read-tree", tree.description)
    #expect(try await clone.git("write-tree") == tree.description)
    #expect(try repository.files(in: tree).count == names.count)
  }

  @Test("names that git allows survive byte for byte")
  func hostileNames() async throws {
    let clone = try await Clone("trees-names")
    let blob = try await clone.object("blob", "1")
    let names: [[UInt8]] = [
      Array("é".utf8), Array("e\u{301}".utf8),  // equal to Swift, two files to git
      [0x66, 0xFF], [0x66, 0xFE],  // no UTF-8
      Array("readme".utf8), Array("README".utf8),  // differing by case only
      Array("a b".utf8), Array("line\nbreak".utf8), Array("tab\t\"quote\"".utf8), Array("\u{202E}txt".utf8),
      Array(repeating: UInt8(ascii: "n"), count: 255),
    ]
    let lines = names.map { Array("100644 blob \(blob)\t".utf8) + $0 + [0] }.flatMap { $0 }
    let base = try await clone.tree(lines)
    let commit = try await clone.object("commit", "tree \(base)\nauthor T <t> 1 +0000\ncommitter T <t> 1 +0000\n\nx\n")
    let repository = try clone.repository()
    let tree = try repository.writeTree(of: commit, replacing: ["version": Array("1.2.0".utf8)])
    let version = try await clone.object("blob", "1.2.0")
    #expect(try await clone.tree(lines + Array("100644 blob \(version)\tversion\0".utf8)) == tree)
    #expect(try repository.writeTree(of: commit, replacing: [:]) == base)
    let child = try await repository.writeCommit(tree: tree, parents: [commit], message: "x", by: Clone.author)
    #expect(try Set(repository.newObjects(of: child, since: commit)) == [child, tree, version])
  }

  @Test(
    "a path that is none is refused",
    arguments: ["", "/", "..", "../up", "a/../b", ".git/config", "dir/.GIT/config", "a\0b"]
  )
  func noPath(path: String) async throws {
    let clone = try await Clone("trees-no-path")
    let tip = try await clone.commit("feat: a", ["a": "1"])
    #expect(throws: GitError.self) { try clone.repository().writeTree(of: tip, replacing: [path: []]) }
  }

  @Test("one path as a file and a folder at once is refused")
  func contradiction() async throws {
    let clone = try await Clone("trees-contradiction")
    let tip = try await clone.commit("feat: a", ["a": "1"])
    let both = ["x": Array("1".utf8), "x/y": Array("2".utf8)]
    #expect(throws: GitError.self) { try clone.repository().writeTree(of: tip, replacing: both) }
  }

  @Test("new objects are exactly what a far side that has the parent lacks")
  func newObjects() async throws {
    let clone = try await Clone("trees-new-objects")
    let tip = try await clone.commit("feat: a", ["a": "1", "dir/b": "2", "dir/deep/c": "3", "other/d": "4"])
    let repository = try clone.repository()
    let tree = try repository.writeTree(
      of: tip, replacing: ["dir/deep/c": Array("new".utf8), "added": Array("too".utf8)])
    let commit = try await repository.writeCommit(tree: tree, parents: [tip], message: "x", by: Clone.author)
    let truth = try await clone.git("rev-list", "--objects", "--no-object-names", commit.description, "^\(tip)")
    let found = try repository.newObjects(of: commit, since: tip)
    #expect(Set(found.map(\.description)) == Set(truth.split(separator: "\n").map(String.init)))
    #expect(found.count == Set(found).count)
    #expect(try repository.newObjects(of: tip, since: tip) == [tip])
  }
}

extension Clone {
  /// A tree of the entries that `git ls-tree -z` would list.
  func tree(_ entries: [UInt8]) async throws -> ObjectID {
    try ObjectID(parsing: try await bytes(["mktree", "-z"], input: entries))
  }
}
