import Testing

@testable import Git

@Suite("a tree object")
struct TreeObjectTests {
  private func entry(_ mode: UInt32, _ name: String, _ digit: UInt8 = 1) -> TreeObject.Entry {
    let bytes = [UInt8](repeating: digit, count: 20)
    return TreeObject.Entry(mode: mode, name: Array(name.utf8), id: bytes.withUnsafeBytes { ObjectID(raw: $0) })
  }

  private func names(_ tree: TreeObject) -> [String] { tree.entries.map(\.text) }

  @Test("entries lie in git's order, in whatever order they come")
  func order() {
    let entries = [
      entry(FileMode.file, "a.b"), entry(FileMode.folder, "a"), entry(FileMode.file, "a0"), entry(FileMode.file, "a-b"),
      entry(FileMode.file, "B"), entry(FileMode.file, "ab"),
    ]
    for start in entries.indices {
      var tree = TreeObject()
      for entry in entries[start...] + entries[..<start] { tree.put(entry) }
      #expect(names(tree) == ["B", "a-b", "a.b", "a", "a0", "ab"])
    }
  }

  @Test("an entry takes the place of the one of its name, also of another kind")
  func replacing() {
    var tree = TreeObject()
    tree.put(entry(FileMode.file, "a"))
    tree.put(entry(FileMode.file, "a.b"))
    tree.put(entry(FileMode.executable, "a", 2))
    #expect(names(tree) == ["a", "a.b"])
    #expect(tree[Array("a".utf8)] == entry(FileMode.executable, "a", 2))
    tree.put(entry(FileMode.folder, "a", 3))
    #expect(names(tree) == ["a.b", "a"])
    tree.remove(Array("a".utf8))
    #expect(names(tree) == ["a.b"])
  }

  @Test("what is encoded is read again")
  func roundTrip() throws {
    var tree = TreeObject()
    for (mode, name) in [
      (FileMode.file, "a"), (FileMode.folder, "b"), (FileMode.link, "c d"), (FileMode.submodule, "ü"),
    ] {
      tree.put(entry(mode, name))
    }
    let read = try #require(tree.encoded.withUnsafeBytes { TreeObject($0) })
    #expect(read.entries == tree.entries)
    #expect([UInt8]().withUnsafeBytes { TreeObject($0) }?.entries.isEmpty == true)
  }

  @Test(
    "what is no tree is none, and crashes nothing",
    arguments: [
      "100644", "100644 ", "100644 a", "100644 a\0", "100644 a\0short", "x a\012345678901234567890",
      "100644 \012345678901234567890", "7777777777777777777777 a\012345678901234567890", " a\0123",
      "8 a\012345678901234567890",
    ]
  )
  func malformed(text: String) {
    #expect(Array(text.utf8).withUnsafeBytes { TreeObject($0) } == nil)
  }
}
