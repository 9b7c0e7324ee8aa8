import Git
import Testing

@Suite("a chain of states")
struct StateChainTests {
  @Test("what is written is read, states before it stay, and each has one parent")
  func roundTrip() async throws {
    let clone = try await Clone("chain-round-trip")
    let chain = StateChain("refs/x/log", in: try clone.repository())
    let first = try chain.write(
      ["a": [1], "dir/b": [2], "dir/deep/c": [0, 255]], after: nil, message: "one\n", by: Clone.author)
    let second = try chain.write(
      ["dir/b": nil, "dir/d": [4], "dir/deep/c": nil], after: first, message: "two\n", by: Clone.author)
    #expect(Set(try chain.files(at: first).keys) == ["a", "dir/b", "dir/deep/c"])
    #expect(Set(try chain.files(at: second).keys) == ["a", "dir/d"])
    #expect(Set(try chain.files(at: second, under: "dir").keys) == ["dir/d"])
    #expect(try chain.file("dir/deep/c", at: first) == [0, 255])
    #expect(try chain.file("dir/deep/c", at: second) == nil)
    let commit = try clone.repository().commit(second)
    #expect(commit.parents == [first])
    #expect(commit.subject == "two")
    #expect(try await clone.references().isEmpty, "nothing points at it yet")
    try await clone.git("update-ref", "refs/x/log", second.description)
    try await clone.git("fsck", "--strict")
    #expect(try await clone.git("ls-tree", "-r", "--name-only", "refs/x/log") == "a\ndir/d")
  }

  @Test("equal states have equal commits, and a state without files is refused")
  func deterministic() async throws {
    let clone = try await Clone("chain-deterministic")
    let chain = StateChain("refs/x/log", in: try clone.repository())
    let first = try chain.write(["a": [1]], after: nil, message: "x\n", by: Clone.author)
    #expect(try chain.write(["a": [1]], after: nil, message: "x\n", by: Clone.author) == first)
    #expect(throws: (any Error).self) { try chain.write(["a": nil], after: first, message: "x\n", by: Clone.author) }
    #expect(throws: (any Error).self) { try chain.write([:], after: nil, message: "x\n", by: Clone.author) }
  }

  @Test("a path as a file and as a folder takes the place of what was there")
  func replaced() async throws {
    let clone = try await Clone("chain-replaced")
    let chain = StateChain("refs/x/log", in: try clone.repository())
    let first = try chain.write(["a": [1], "b/c": [2]], after: nil, message: "x\n", by: Clone.author)
    let second = try chain.write(["a/d": [3], "b": [4]], after: first, message: "x\n", by: Clone.author)
    #expect(Set(try chain.files(at: second).keys) == ["a/d", "b"])
    let third = try chain.write(["a": nil, "a/e": [5]], after: second, message: "x\n", by: Clone.author)
    #expect(Set(try chain.files(at: third).keys) == ["a/e", "b"])
    let none = try chain.write(["b/c": nil, "d": nil, "e/f": nil], after: third, message: "x\n", by: Clone.author)
    #expect(try clone.repository().tree(of: none) == clone.repository().tree(of: third))
  }

  @Test("a state of two thousand records writes only what changed: the file, the folders above it, the commit")
  func thousands() async throws {
    let clone = try await Clone("chain-thousands")
    let chain = StateChain("refs/x/log", in: try clone.repository())
    var all: [String: [UInt8]?] = [:]
    for number in 0..<2_000 { all["records/v\(number / 100)/v\(number).json"] = Array("record \(number)".utf8) }
    let first = try chain.write(all, after: nil, message: "x\n", by: Clone.author)
    let before = try await clone.looseObjects()
    #expect(before == 2_000 + 20 + 2 + 1)
    let files = ["records/v7/v700.json": Array("changed".utf8) as [UInt8]?]
    let second = try chain.write(files, after: first, message: "x\n", by: Clone.author)
    #expect(try await clone.looseObjects() - before == 1 + 3 + 1)
    #expect(try chain.files(at: second).count == 2_000)
    let same = try chain.write(files, after: second, message: "nothing changes\n", by: Clone.author)
    #expect(try await clone.looseObjects() - before == 1 + 3 + 1 + 1)
    #expect(try clone.repository().tree(of: same) == clone.repository().tree(of: second))
  }
}
