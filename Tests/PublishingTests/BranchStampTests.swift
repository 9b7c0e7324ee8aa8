import Git
import Publishing
import ReleaseEngine
import Testing

@Suite("The version on the branch")
struct BranchStampTests {
  private let file = "charts/app/Chart.yaml"

  private func chart(_ version: String, note: String = "") -> String {
    "# kept\r\nname: app\r\nversion: '\(version)'  # ours\r\nappVersion: \(version)\r\n\(note)"
  }

  private func scalars(from before: String, to after: String) -> [StampedScalar] {
    ["version", "appVersion"].map { StampedScalar(file: file, key: [$0], before: before, after: after) }
  }

  private func record(
    _ version: String, from before: String, ordinal: Int, commit: ObjectID? = nil, branch: String = "main",
    mode: RollbackMode? = nil
  ) -> Record {
    var record = Record(
      version: version, tag: "v\(version)", component: nil, state: mode == nil ? .published : .rollingBack,
      holder: Holder(host: "h", actor: "A <a@b>", pid: 1, start: "s"))
    (record.commit, record.branch, record.mode, record.ordinal) = (commit?.description, branch, mode, ordinal)
    record.stamped = scalars(from: before, to: version)
    return record
  }

  private func state(_ records: Record...) -> LedgerState {
    LedgerState(records: Dictionary(uniqueKeysWithValues: records.map { ($0.tag, $0) }))
  }

  private func stamp(_ world: ScratchRepository) throws -> BranchStamp {
    BranchStamp(at: try world.place(), author: world.author)
  }

  private func text(_ commit: ObjectID, in world: ScratchRepository, _ path: String? = nil) throws -> String? {
    try world.repository().file(path ?? file, in: commit).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What `settling` makes of the chart; nil where it sets nothing.
  private func settled(
    _ tag: String, at tip: ObjectID, in state: LedgerState, of world: ScratchRepository, branch: String = "main"
  ) async throws -> String? {
    guard let commit = try await stamp(world).settling(tag, on: branch, at: tip, in: state) else { return nil }
    let made = try world.repository().commit(commit)
    #expect(made.parents == [tip])
    #expect(made.trailer("Release") == tag)
    #expect(try world.repository().changedPaths(commit) == [file])
    return try text(commit, in: world)
  }

  @Test("what a higher release stamped meanwhile stays, and the release is merged all the same")
  func higherMeanwhile() async throws {
    let world = try await ScratchRepository("higher-meanwhile")
    let base = try await world.commit([file: chart("1.1.0")], "feat: one")
    let release = try await world.commit([file: chart("1.1.1")], "Release v1.1.1")
    try await world.git("checkout", "-q", "-B", "main", base.description)
    let tip = try await world.commit([file: chart("1.2.0")], "Release v1.2.0")
    try await world.git("push", "-q", "origin", "main")
    let late = record("1.1.1", from: "1.1.0", ordinal: 2, commit: release)
    let state = state(late, record("1.2.0", from: "1.1.0", ordinal: 1, commit: tip))
    let merge = try #require(try await stamp(world).merging(late, into: tip, of: "main", in: state))
    #expect(try world.repository().commit(merge).parents == [tip, release])
    #expect(try text(merge, in: world) == chart("1.2.0"))
    #expect(try await stamp(world).merging(late, into: tip, of: "main", in: LedgerState()) == nil)
  }

  @Test("a withdrawal leaves the branch, so undoing one sets nothing back")
  func undoBelowWithdrawn() async throws {
    let world = try await ScratchRepository("undo-below")
    let tip = try await world.commit([file: chart("1.3.0")], "Release v1.3.0")
    try await world.git("push", "-q", "origin", "main")
    let state = state(
      record("1.2.0", from: "1.1.0", ordinal: 1), record("1.3.0", from: "1.2.0", ordinal: 2, mode: .withdrawn))
    #expect(try await settled("v1.2.0", at: tip, in: state, of: world) == nil)
  }

  // MARK: As it was written

  @Test("what the first release found is written back byte for byte")
  func source() async throws {
    let world = try await ScratchRepository("source")
    func chart(_ app: String, _ version: String) -> String { "version: \(version)\nappVersion:\(app)  # app\n" }
    let tip = try await world.commit([file: chart(" 1.2.0", "1.2.0")], "Release v1.2.0")
    try await world.git("push", "-q", "origin", "main")
    var first = record("1.2.0", from: "1.1", ordinal: 1, mode: .purged)
    first.stamped[0].source = " 1.1"
    first.stamped[1].source = " 1.1"
    let text = try await settled("v1.2.0", at: tip, in: state(first), of: world)
    #expect(text == chart(" 1.1", "1.1"))
  }

  @Test("a release whose files said so already is set back to the highest live one, and alone it is left")
  func byHand() async throws {
    let world = try await ScratchRepository("by-hand")
    let tip = try await world.commit([file: chart("1.2.0")], "feat: prepare 1.2.0")
    try await world.git("push", "-q", "origin", "main")
    let hand = record("1.2.0", from: "1.2.0", ordinal: 2, mode: .purged)
    let below = record("1.1.0", from: "1.0.0", ordinal: 1)
    #expect(try await settled("v1.2.0", at: tip, in: state(hand, below), of: world) == chart("1.1.0"))
    #expect(try await settled("v1.2.0", at: tip, in: state(hand), of: world) == nil)
  }

  // MARK: Merging

  @Test("where the branch has moved, the merge changes the stamped scalars and nothing else")
  func merging() async throws {
    let world = try await ScratchRepository("merging")
    let base = try await world.commit([file: chart("1.1.0"), "other": "one"], "feat: one")
    let release = try await world.commit([file: chart("1.2.0")], "Release v1.2.0")
    try await world.git("checkout", "-q", "-B", "main", base.description)
    // Somebody else changed the stamped file too, in another line, and more files.
    let tip = try await world.commit(
      [file: chart("1.1.0", note: "icon: x\r\n"), "other": "two", "new": "n"], "feat: two")
    try await world.git("push", "-q", "origin", "main")

    let record = record("1.2.0", from: "1.1.0", ordinal: 1, commit: release)
    let merge = try #require(try await stamp(world).merging(record, into: tip, of: "main", in: LedgerState()))
    let made = try world.repository().commit(merge)
    #expect(made.parents == [tip, release])
    #expect(made.subject == "Merge release v1.2.0")
    #expect(made.trailer("Release") == "v1.2.0")
    #expect(try world.repository().changedPaths(merge) == [file])
    #expect(try text(merge, in: world) == chart("1.2.0", note: "icon: x\r\n"))
  }

  @Test("a branch that says the version already is merged without a change")
  func alreadySaid() async throws {
    let world = try await ScratchRepository("already")
    let base = try await world.commit([file: chart("1.1.0")], "feat: one")
    let release = try await world.commit([file: chart("1.2.0")], "Release v1.2.0")
    try await world.git("checkout", "-q", "-B", "main", base.description)
    let tip = try await world.commit([file: chart("1.2.0"), "more": "m"], "chore: stamp by hand")
    try await world.git("push", "-q", "origin", "main")
    let record = record("1.2.0", from: "1.1.0", ordinal: 1, commit: release)
    let merge = try #require(try await stamp(world).merging(record, into: tip, of: "main", in: LedgerState()))
    #expect(try world.repository().commit(merge).tree == world.repository().commit(tip).tree)
    #expect(try world.repository().isAncestor(release, of: merge))
  }

  @Test(
    "a scalar that says something else, or is gone, is a conflict, and the branch is left",
    arguments: [
      "version: 1.1.9\nappVersion: 1.1.0\n",  // somebody set another version
      "version: 1.2.0\nappVersion: main\n",  // one of them is enough
      "appVersion: 1.1.0\n", nil,
    ])
  func conflict(text: String?) async throws {
    let world = try await ScratchRepository("conflict")
    let base = try await world.commit([file: chart("1.1.0"), "other": "one"], "feat: one")
    let release = try await world.commit([file: chart("1.2.0")], "Release v1.2.0")
    try await world.git("checkout", "-q", "-B", "main", base.description)
    if text == nil { try await world.git("rm", "-q", file) }
    let tip = try await world.commit(text.map { [file: $0] } ?? ["other": "two"], "feat: two")
    try await world.git("push", "-q", "origin", "main")
    let record = record("1.2.0", from: "1.1.0", ordinal: 1, commit: release)
    #expect(try await stamp(world).merging(record, into: tip, of: "main", in: LedgerState()) == nil)
  }

  @Test("a tip that only the remote has is fetched first")
  func fetched() async throws {
    let world = try await ScratchRepository("fetched")
    let base = try await world.commit([file: chart("1.1.0")], "feat: one")
    try await world.git("push", "-q", "origin", "main")
    let release = try await world.commit([file: chart("1.2.0")], "Release v1.2.0")
    let other = try await world.another("other")
    let tip = try await world.commit(["new": "n"], "feat: two", in: other)
    try await world.git("push", "-q", "origin", "main", in: other)
    #expect(base != tip)
    let record = record("1.2.0", from: "1.1.0", ordinal: 1, commit: release)
    let merge = try #require(try await stamp(world).merging(record, into: tip, of: "main", in: LedgerState()))
    #expect(try world.repository().commit(merge).parents == [tip, release])
  }

  // MARK: Purge and undo

  @Test("a purge sets the scalars to the highest live release on the branch, by precedence and not by time")
  func highestLive() async throws {
    let world = try await ScratchRepository("highest")
    let tip = try await world.commit([file: chart("1.3.0", note: "# more\r\n")], "Release v1.3.0")
    let others = state(
      record("1.10.0", from: "1.0.0", ordinal: 1), record("1.9.0", from: "1.10.0", ordinal: 2),
      record("2.0.0", from: "1.9.0", ordinal: 3, branch: "next"),  // on another branch
      record("1.11.0", from: "1.9.0", ordinal: 4, mode: .withdrawn),
      record("1.3.0", from: "1.11.0", ordinal: 5, mode: .purged))
    #expect(try await settled("v1.3.0", at: tip, in: others, of: world) == chart("1.10.0", note: "# more\r\n"))
  }

  @Test("where no release is left the scalars say what they said before the first")
  func beforeTheFirst() async throws {
    let world = try await ScratchRepository("first")
    let tip = try await world.commit([file: chart("1.2.0")], "Release v1.2.0")
    let all = state(
      record("1.1.0", from: "0.0.0-dev", ordinal: 1, mode: .purged),
      record("1.2.0", from: "1.1.0", ordinal: 2, mode: .purged))
    #expect(try await settled("v1.2.0", at: tip, in: all, of: world) == chart("0.0.0-dev"))
  }

  @Test("an aborted release counts for nothing")
  func aborted() async throws {
    let world = try await ScratchRepository("aborted")
    let tip = try await world.commit([file: chart("1.2.0")], "Release v1.2.0")
    var aborted = record("1.1.5", from: "0.1.0", ordinal: 1)
    aborted.state = .aborted
    let all = state(aborted, record("1.2.0", from: "1.0.0", ordinal: 2, mode: .purged))
    #expect(try await settled("v1.2.0", at: tip, in: all, of: world) == chart("1.0.0"))
  }

  @Test("a purge leaves scalars that say something else")
  func saysSomethingElse() async throws {
    let world = try await ScratchRepository("else")
    let all = state(
      record("1.1.0", from: "1.0.0", ordinal: 1), record("1.2.0", from: "1.1.0", ordinal: 2, mode: .purged))
    let moved = try await world.commit([file: chart("1.3.0-dev")], "chore: by hand")
    #expect(try await settled("v1.2.0", at: moved, in: all, of: world) == nil)
    let half = "version: \"1.2.0\"\nappVersion: main\n"
    let mixed = try await world.commit([file: half], "chore: half by hand")
    #expect(
      try await settled("v1.2.0", at: mixed, in: all, of: world) == half.replacing("1.2.0", with: "1.1.0"))
    try await world.git("rm", "-q", file)
    let gone = try await world.commit(["other": "x"], "chore: no chart any more")
    #expect(try await stamp(world).settling("v1.2.0", on: "main", at: gone, in: all) == nil)
  }

  @Test("an undo sets them again, over what took the place of the release, and over nothing else")
  func undo() async throws {
    let world = try await ScratchRepository("undo")
    let all = state(record("1.1.0", from: "1.0.0", ordinal: 1), record("1.2.0", from: "1.1.0", ordinal: 2))
    let back = try await world.commit([file: chart("1.1.0")], "Revert release v1.2.0")
    #expect(try await settled("v1.2.0", at: back, in: all, of: world) == chart("1.2.0"))
    let first = try await world.commit([file: chart("1.0.0")], "chore: before the first")
    #expect(try await settled("v1.2.0", at: first, in: all, of: world) == chart("1.2.0"))
    let other = try await world.commit([file: chart("9.0.0")], "chore: by hand")
    #expect(try await settled("v1.2.0", at: other, in: all, of: world) == nil)
    let done = try await world.commit([file: chart("1.2.0")], "Restore release v1.2.0")
    #expect(try await settled("v1.2.0", at: done, in: all, of: world) == nil)
  }

  @Test("an undo below a higher live release leaves that one's version")
  func undoBelow() async throws {
    let world = try await ScratchRepository("below")
    let tip = try await world.commit([file: chart("1.3.0")], "Release v1.3.0")
    let all = state(record("1.2.0", from: "1.1.0", ordinal: 1), record("1.3.0", from: "1.2.0", ordinal: 2))
    #expect(try await settled("v1.2.0", at: tip, in: all, of: world) == nil)
  }

  @Test("a scalar that was empty before the first is empty again")
  func empty() async throws {
    let world = try await ScratchRepository("empty")
    let tip = try await world.commit([file: "version: 1.2.0\nappVersion: 1.2.0\n"], "Release v1.2.0")
    for before in ["", nil] {
      var only = record("1.2.0", from: "", ordinal: 1, mode: .purged)
      only.stamped = [StampedScalar(file: file, key: ["appVersion"], before: before, after: "1.2.0")]
      #expect(
        try await settled("v1.2.0", at: tip, in: state(only), of: world) == "version: 1.2.0\nappVersion: \"\"\n")
    }
  }

  @Test("a release that stamped nothing sets nothing")
  func nothingStamped() async throws {
    let world = try await ScratchRepository("nothing")
    let tip = try await world.commit([file: chart("1.2.0")], "feat: one")
    var bare = record("1.2.0", from: "1.1.0", ordinal: 1, mode: .purged)
    bare.stamped = []
    #expect(try await stamp(world).settling("v1.2.0", on: "main", at: tip, in: state(bare)) == nil)
    #expect(try await stamp(world).settling("v9.0.0", on: "main", at: tip, in: state(bare)) == nil)
  }
}
