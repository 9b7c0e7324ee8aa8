import FoundationEssentials
import Git
import Refusals
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("objects of a repository")
struct RepositoryObjectsTests {
  @Test("a tag leads to its commit over any number of tags; one of a blob or a tree leads to none")
  func peeling() async throws {
    let clone = try await Clone("objects-peeling")
    let tip = try await clone.commit("feat: a", ["a": "1"])
    try await clone.git("tag", "light")
    try await clone.git("tag", "-a", "-m", "x", "heavy")
    try await clone.git("tag", "-a", "-m", "x", "nested", "heavy")
    try await clone.git("tag", "-a", "-m", "x", "twice", "nested")
    try await clone.git("tag", "blob", "HEAD:a")
    try await clone.git("tag", "-a", "-m", "x", "heavy-blob", "HEAD:a")
    try await clone.git("tag", "-a", "-m", "x", "heavy-tree", "HEAD^{tree}")
    try await clone.git("tag", "-a", "-m", "x", "nested-tree", "heavy-tree")
    let repository = try clone.repository()
    for name in ["light", "heavy", "nested", "twice"] {
      let target = try #require(try repository.reference("refs/tags/\(name)"))
      #expect(try repository.peeled(target) == tip, "\(name)")
    }
    for name in ["blob", "heavy-blob", "heavy-tree", "nested-tree"] {
      let target = try #require(try repository.reference("refs/tags/\(name)"))
      #expect(try repository.peeled(target) == nil, "\(name)")
    }
    #expect(try repository.peeled(ObjectID(parsing: String(repeating: "0", count: 39) + "1")) == nil)
  }

  @Test(
    "what is written is what git reads, and the other way round", arguments: [ObjectKind.blob, .tree, .commit, .tag])
  func roundTrip(kind: ObjectKind) async throws {
    let clone = try await Clone("objects-round-trip")
    let tip = try await clone.commit("feat: a", ["a": "1"])
    try await clone.git("tag", "-a", "-m", "x", "v1.0.0")
    let revisions = [ObjectKind.blob: "HEAD:a", .tree: "HEAD^{tree}", .commit: "HEAD", .tag: "v1.0.0"]
    let id = try await clone.id(try #require(revisions[kind]))
    let object = try clone.repository().object(id)
    #expect(object.kind == kind)
    let empty = try await Clone("objects-round-trip-empty")
    #expect(try !empty.repository().contains(id))
    #expect(try empty.repository().write(object.kind, object.bytes) == id)
    #expect(try empty.repository().contains(id))
    #expect(try await empty.git("cat-file", "-t", id.description) == kind.rawValue)
    #expect(try clone.repository().contains(tip))
  }

  @Test("a commit is read with its parents, its time, and a message that is no UTF-8")
  func commits() async throws {
    let clone = try await Clone("objects-commits")
    let one = try await clone.plant("one", at: 1_600_000_001, after: [])
    let two = try await clone.plant("two", at: 1_600_000_002, after: [])
    let merge = try await clone.plant("merge\n\nbody", at: 1_600_000_003, after: [two, one])
    let repository = try clone.repository()
    let commit = try repository.commit(merge)
    #expect(commit.parents == [two, one])
    #expect(commit.committerTime == 1_600_000_003)
    #expect(commit.message == "merge\n\nbody\n")
    let head = try repository.object(one).bytes.dropLast("one\n".utf8.count)
    let odd = try repository.write(.commit, head + [0xE9, 0x1B, 0x5D, 0x0A])
    #expect(try repository.commit(odd).message == "\u{FFFD}\u{1B}]\n")
  }

  @Test("reading what is not there, or is damaged, is an error and no crash")
  func missing() async throws {
    let clone = try await Clone("objects-missing")
    let tip = try await clone.commit("feat: a", ["a": "1"])
    let repository = try clone.repository()
    let absent = try ObjectID(parsing: String(repeating: "0", count: 39) + "1")
    #expect(throws: GitError.self) { try repository.object(absent) }
    let missing = #expect(throws: Refusal.self) { try repository.commit(absent) }
    #expect(missing?.what == "The history was not read: the commit \(absent) is missing.")
    #expect(throws: Refusal.self) { try repository.tree(of: absent) }
    #expect(throws: Refusal.self) { try repository.commit(repository.tree(of: tip)) }
    let text = tip.description
    let file = "\(clone.path)/.git/objects/\(text.prefix(2))/\(text.dropFirst(2))"
    try FileManager.default.removeItem(atPath: file)
    try Data([0x78, 0x01, 0xFF, 0x00]).write(to: URL(filePath: file))
    let fresh = try clone.repository()
    let damaged = #expect(throws: Refusal.self) { try fresh.commit(tip) }
    #expect(damaged?.what == "The history was not read: the commit \(tip) is damaged.")
    #expect(damaged?.remedy.contains("git fetch --refetch") == true)
    #expect(throws: Refusal.self) { try fresh.commits(from: tip, excluding: []) }
  }

  @Test("an object that does not fit on the disk is refused, although the library reports success")
  func diskFull() async throws {
    let clone = try await Clone("objects-disk-full")
    let path = clone.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      let repository = try Repository(at: path)
      // Nothing that this process writes may be longer: to it the disk is full.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 16_384, rlim_max: 16_384)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      var generator = SystemRandomNumberGenerator()
      let noise = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
      for kind in [ObjectKind.blob, .commit] {
        let refusal = #expect(throws: Refusal.self) { try repository.write(kind, noise) }
        #expect(refusal?.code == .diskFull)
      }
      _ = try repository.write(.blob, Array("small".utf8))
    }
    _ = clone
  }
}
