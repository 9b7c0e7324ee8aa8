import Git
import Publishing
import ReleaseEngine
import Stamping
import Testing

@Suite("The changelog on the branch")
struct BranchStampChangelogTests {
  private let file = "CHANGELOG.md"
  private let old = "# Changes\r\n\r\n## [Unreleased]\r\n- planned\r\n## [1.1.0]\r\n- old\r\n"
  private let new =
    "# Changes\r\n\r\n## [Unreleased]\r\n- planned\r\n\r\n## [1.2.0]\r\n\r\n- new\r\n\r\n## [1.1.0]\r\n- old\r\n"

  /// A branch with the changelog before a release, and the release's commit on top.
  private struct Released {
    var world: ScratchRepository
    var head: ObjectID
    var commit: ObjectID
    var record: Record

    func stamp() throws -> BranchStamp { BranchStamp(at: try world.place(), author: world.author) }

    func text(_ commit: ObjectID?) throws -> [UInt8]? {
      try commit.flatMap { try world.repository().file("CHANGELOG.md", in: $0) }
    }

    func settled(at tip: ObjectID, mode: RollbackMode?) async throws -> ObjectID? {
      var record = record
      record.mode = mode
      return try await stamp().settling("v1.2.0", on: "main", at: tip, in: LedgerState(records: ["v1.2.0": record]))
    }
  }

  private func released(_ name: String) async throws -> Released {
    let world = try await ScratchRepository(name)
    let head = try await world.commit([file: old], "feat: one")
    try await world.git("push", "-q", "origin", "main")
    let commit = try await world.commit([file: new], "Release v1.2.0")
    var record = Record(
      version: "1.2.0", tag: "v1.2.0", component: nil, state: .published,
      holder: Holder(host: "h", actor: "A <a@b>", pid: 1, start: "s"))
    (record.head, record.commit, record.branch) = (head.description, commit.description, "main")
    (record.changelog, record.ordinal) = (file, 1)
    return Released(world: world, head: head, commit: commit, record: record)
  }

  @Test("a purge takes out exactly what the release put in, and an undo puts it in again")
  func purge() async throws {
    let it = try await released("changelog-purge")
    let purged = try #require(try await it.settled(at: it.commit, mode: .purged))
    #expect(try it.text(purged) == Array(old.utf8))
    #expect(try it.world.repository().commit(purged).subject == "Revert release v1.2.0")
    #expect(try await it.settled(at: purged, mode: .purged) == nil)
    let restored = try #require(try await it.settled(at: purged, mode: nil))
    #expect(try it.text(restored) == Array(new.utf8))
    #expect(try await it.settled(at: restored, mode: nil) == nil)
  }

  @Test(
    "taken out below a later release and put in again, it is where it was",
    arguments: ["# C\n\n## [1.1.0]\n\n- old\n", "# C\n", "# C", "# C\n\n[1.1.0]: https://x\n"])
  func order(before: String) async throws {
    let world = try await ScratchRepository("changelog-order")
    let head = try await world.commit([file: before], "feat: one")
    func added(_ section: String, to commit: ObjectID) async throws -> ObjectID {
      let text = ChangelogFile(try #require(try world.repository().file(file, in: commit))).inserting(section)
      return try await world.commit([file: String(decoding: text, as: UTF8.self)], "Release")
    }
    let commit = try await added("## [1.2.0]\n\n- new", to: head)
    var it = try await released("changelog-order-record")
    (it.world, it.head, it.commit) = (world, head, commit)
    (it.record.head, it.record.commit) = (head.description, commit.description)
    let tip = try await added("## [1.3.0]\n\n- later", to: commit)
    let purged = try #require(try await it.settled(at: tip, mode: .purged))
    try await world.git("checkout", "-q", head.description)
    let alone = try await added("## [1.3.0]\n\n- later", to: head)
    #expect(try it.text(purged) == it.text(alone))
    let restored = try #require(try await it.settled(at: purged, mode: nil))
    #expect(try it.text(restored) == it.text(tip))
  }

  @Test("a purge leaves a section that was edited since, and a file that is gone")
  func edited() async throws {
    let it = try await released("changelog-edited")
    let edited = try await it.world.commit([file: new.replacing("- new", with: "- better")], "docs: words")
    #expect(try await it.settled(at: edited, mode: .purged) == nil)
    try await it.world.git("rm", "-q", file)
    let gone = try await it.world.commit(["other": "x"], "chore: no changelog")
    #expect(try await it.settled(at: gone, mode: .purged) == nil)
    #expect(try await it.settled(at: gone, mode: nil) == nil)
  }

  @Test("where the branch has moved, the merge adds the section to what people wrote")
  func merging() async throws {
    let it = try await released("changelog-merging")
    try await it.world.git("checkout", "-q", "-B", "main", it.head.description)
    let theirs = old.replacing("- planned", with: "- planned\r\n- more")
    let tip = try await it.world.commit([file: theirs], "docs: more")
    try await it.world.git("push", "-q", "origin", "main")
    let merge = try #require(try await it.stamp().merging(it.record, into: tip, of: "main", in: LedgerState()))
    #expect(try it.text(merge) == Array(new.replacing("- planned", with: "- planned\r\n- more").utf8))
    // Somebody wrote the section meanwhile.
    let written = try await it.world.commit([file: "## v1.2.0\n- by hand\n"], "docs: notes")
    try await it.world.git("push", "-q", "origin", "main")
    let other = try #require(try await it.stamp().merging(it.record, into: written, of: "main", in: LedgerState()))
    #expect(try it.text(other) == Array("## v1.2.0\n- by hand\n".utf8))
  }
}
