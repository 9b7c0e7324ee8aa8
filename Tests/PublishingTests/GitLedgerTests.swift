import Git
import Publishing
import Refusals
import ReleaseEngine
import TestSupport
import Testing

@Suite("The ledger on a git reference")
struct GitLedgerTests {
  private let name = "refs/brokkr-release/ledger"

  private func ledger(_ world: ScratchRepository, at path: String) throws -> GitLedger {
    let repository = try Repository(at: path)
    let place = GitPlace(repository: repository, remote: Remote("origin", of: repository), ledger: name)
    return GitLedger(at: place) { [author = world.author] in author }
  }

  private func record(_ version: String) -> Record {
    var record = Record(
      version: version, tag: "v\(version)", component: nil, state: .planned,
      holder: Holder(host: "h", actor: "A <a@b>", pid: 1, start: "s"))
    record.events = [RecordedEvent(at: "now", what: "cut begun")]
    return record
  }

  private func append(_ record: Record, to ledger: GitLedger, content: [HeldValue] = []) async throws -> SlotChange {
    let snapshot = try await ledger.load()
    var state = snapshot.state
    state.records[record.tag] = record
    var store = ContentStore()
    for value in content { store.keep(value, of: record.tag) }
    let advance = try await ledger.advance(snapshot, to: state, adding: store, saying: "\(record.tag): test")
    let catalog = SlotCatalog([.init(GitReference.self) { [place = ledger.gitPlace] _ in place }])
    try await catalog.apply([advance])
    try await ledger.follow(advance)
    return advance
  }

  @Test("what one clone records another reads, with the bytes beside it")
  func roundTrip() async throws {
    let world = try await ScratchRepository("ledger")
    try await world.git("clone", "-q", world.origin, "\(world.scratch.path)/other", in: world.scratch.path)
    let mine = try ledger(world, at: world.clone)
    _ = try await append(record("1.2.0"), to: mine, content: [HeldValue("sha256:ab", content: [1, 2, 3])])
    _ = try await append(record("1.2.1"), to: mine)
    let other = try ledger(world, at: "\(world.scratch.path)/other")
    let snapshot = try await other.load()
    #expect(snapshot.state.records.keys.sorted() == ["v1.2.0", "v1.2.1"])
    #expect(try await other.content("sha256:ab", of: "v1.2.0", at: snapshot) == [1, 2, 3])
    let log = try await world.git("log", "--format=%s", name, "--", "releases/v1.2.0", in: world.origin)
    #expect(log == "v1.2.0: test")
  }

  @Test("an event over an older head is refused by the remote")
  func lease() async throws {
    let world = try await ScratchRepository("lease")
    let mine = try ledger(world, at: world.clone)
    _ = try await append(record("1.2.0"), to: mine)
    let stale = try await mine.load()
    _ = try await append(record("1.2.1"), to: mine)
    var state = stale.state
    state.records["v9.0.0"] = record("9.0.0")
    let late = try await mine.advance(stale, to: state, adding: ContentStore(), saying: "late")
    let catalog = SlotCatalog([.init(GitReference.self) { [place = mine.gitPlace] _ in place }])
    await #expect(throws: Drift.self) { try await catalog.apply([late]) }
  }

  @Test("a remote ledger that does not descend from the last one seen is named and left alone")
  func rewritten() async throws {
    let world = try await ScratchRepository("rewritten")
    let mine = try ledger(world, at: world.clone)
    _ = try await append(record("1.2.0"), to: mine)
    let first = try await world.git("rev-parse", name, in: world.origin)
    _ = try await append(record("1.2.1"), to: mine)
    try await world.git("update-ref", "-d", name, in: world.origin)
    try await world.git("fetch", "-q", world.origin, "main")
    let foreign = try await world.git("commit-tree", "-m", "other", "\(first)^{tree}")
    try await world.git("push", "-q", "origin", "\(foreign):\(name)")
    await #expect(throws: (any Error).self) { try await mine.load() }
  }

  @Test("a remote ledger that was set back to an earlier state is named")
  func setBack() async throws {
    let world = try await ScratchRepository("set-back")
    let mine = try ledger(world, at: world.clone)
    _ = try await append(record("1.2.0"), to: mine)
    let first = try await world.git("rev-parse", name, in: world.origin)
    _ = try await append(record("1.2.1"), to: mine)
    let last = try await world.git("rev-parse", name, in: world.origin)
    try await world.git("update-ref", name, first, in: world.origin)
    let refusal = try await #require(throws: Refusal.self) { try await mine.load() }
    #expect(refusal.code == .ledgerDamaged)
    #expect(refusal.what.contains("was set back to"))
    #expect(refusal.why.contains(last.prefix(7)) && refusal.remedy.contains("doctor --fix"))
    #expect(try await world.git("rev-parse", name) == last, "this clone still has it")
  }

  @Test("a ledger that is gone from the remote is named where a copy is here, and new where none is")
  func gone() async throws {
    let world = try await ScratchRepository("gone")
    let mine = try ledger(world, at: world.clone)
    _ = try await append(record("1.2.0"), to: mine)
    try await world.git("update-ref", "-d", name, in: world.origin)
    let refusal = try await #require(throws: Refusal.self) { try await mine.load() }
    #expect(refusal.code == .ledgerDamaged)
    #expect(refusal.remedy.contains("doctor --fix"))
    let other = try ledger(world, at: try await world.another("other"))
    #expect(try await other.load().head == nil)
  }

  @Test("a ledger whose releases are no commits of this repository is another one's, whatever its name")
  func unrelated() async throws {
    let (world, other) = (try await ScratchRepository("unrelated-1"), try await ScratchRepository("unrelated-2"))
    var foreign = record("1.2.0")
    foreign.head = try await other.commit("feat: elsewhere").description
    _ = try await append(foreign, to: ledger(other, at: other.clone))
    try await other.git("push", "-q", world.origin, "\(name):\(name)")
    let mine = try ledger(world, at: world.clone)
    #expect(try await mine.load().state.records.count == 1, "it is read")
    let refusal = try await #require(throws: Refusal.self) { try await append(record("1.2.1"), to: mine) }
    #expect(refusal.code == .ledgerDamaged)
    #expect(refusal.why.contains("No commit"))
    // What was released after the last fetch is asked of the remote.
    let (late, clone) = (try await ScratchRepository("unrelated-3"), "late")
    let path = try await late.another(clone)
    var own = record("1.2.0")
    own.head = try await late.commit("feat: later").description
    try await late.git("push", "-q", "origin", "main")
    _ = try await append(own, to: ledger(late, at: late.clone))
    _ = try await append(record("1.2.1"), to: ledger(late, at: path))
  }

  @Test("the bytes of a value are found beside the record that keeps them, also after later events")
  func content() async throws {
    let world = try await ScratchRepository("content")
    let mine = try ledger(world, at: world.clone)
    let whole = Array((0...255 as ClosedRange<UInt8>))  // no text
    _ = try await append(record("1.2.0"), to: mine, content: [HeldValue("sha256:ab", content: whole)])
    _ = try await append(record("1.2.1"), to: mine, content: [HeldValue("sha256:ab", content: [1])])
    var again = record("1.2.0")
    again.state = .tested
    again.events.append(RecordedEvent(at: "now", what: "tested"))
    _ = try await append(again, to: mine)
    let snapshot = try await mine.load()
    #expect(try await mine.content("sha256:ab", of: "v1.2.0", at: snapshot) == whole)
    #expect(try await mine.content("sha256:ab", of: "v1.2.1", at: snapshot) == [1])
    #expect(try await mine.content("sha256:cd", of: "v1.2.0", at: snapshot) == nil)
    #expect(try await mine.content("sha256:ab", of: "v9.0.0", at: snapshot) == nil)
    #expect(try await mine.content("sha256:ab", of: "v1.2.0", at: LedgerSnapshot(head: nil, state: .init())) == nil)
    let files = try await world.git("ls-tree", "-r", "--name-only", name, in: world.origin)
    #expect(files.contains("releases/v1.2.0/content/sha256-ab"))
  }

  @Test("a tag with slashes lies in folders and is read back as itself")
  func slashes() async throws {
    let world = try await ScratchRepository("slashes")
    let mine = try ledger(world, at: world.clone)
    var agent = record("1.2.0")
    agent.tag = "agent/v1.2.0"
    _ = try await append(agent, to: mine, content: [HeldValue("x", content: [7])])
    let snapshot = try await mine.load()
    #expect(snapshot.state.records == ["agent/v1.2.0": agent])
    #expect(try await mine.content("x", of: "agent/v1.2.0", at: snapshot) == [7])
  }

  @Test("the lock is a file only while it is held")
  func lock() async throws {
    let world = try await ScratchRepository("lock")
    let mine = try ledger(world, at: world.clone)
    let catalog = SlotCatalog([.init(GitReference.self) { [place = mine.gitPlace] _ in place }])
    _ = try await append(record("1.2.0"), to: mine)
    let lock = Lock(id: "abc", holder: record("1.2.0").holder, since: "now", version: "1.2.0", tag: "v1.2.0")
    for held in [lock, nil] {
      let snapshot = try await mine.load()
      var state = snapshot.state
      state.lock = held
      let advance = try await mine.advance(snapshot, to: state, adding: ContentStore(), saying: "lock")
      try await catalog.apply([advance])
      try await mine.follow(advance)
      #expect(try await mine.load().state.lock == held)
      let files = try await world.git("ls-tree", "-r", "--name-only", name, in: world.origin)
      #expect(files.contains("lock.json") == (held != nil))
    }
  }

  @Test("the first commit names the repository, and no other one does")
  func origin() async throws {
    let world = try await ScratchRepository("root")
    let mine = try ledger(world, at: world.clone)
    for version in ["1.2.0", "1.2.1"] { _ = try await append(record(version), to: mine) }
    let log = try await world.git(
      "log", "--format=%s %(trailers:key=Repository,separator=%x2C)", name, in: world.origin)
    let events = log.split(separator: "\n")
    #expect(events.map { $0.contains("Repository") } == [false, true])
    #expect(events.last == "v1.2.0: test Repository: origin")
  }

  @Test("another repository's ledger is read and never written")
  func anothers() async throws {
    let world = try await ScratchRepository("anothers")
    _ = try await append(record("1.2.0"), to: ledger(world, at: world.clone))
    // A fork: the same references under another name.
    let fork = "\(world.scratch.path)/fork.git"
    try await world.git("clone", "-q", "--mirror", world.origin, fork, in: world.scratch.path)
    try await world.git("remote", "set-url", "origin", fork)
    let mine = try ledger(world, at: world.clone)
    #expect(try await mine.load().state.records.keys.sorted() == ["v1.2.0"])
    let before = try await world.git("show-ref", in: fork)
    let refusal = try await #require(throws: Refusal.self) { try await append(record("1.2.1"), to: mine) }
    #expect(refusal.code == .ledgerDamaged)
    #expect(refusal.why.contains("origin") && refusal.why.contains("fork"))
    #expect(try await world.git("show-ref", in: fork) == before)
  }

  @Test("a repository that was renamed may take its ledger over, which is recorded")
  func renamed() async throws {
    let world = try await ScratchRepository("renamed")
    _ = try await append(record("1.2.0"), to: ledger(world, at: world.clone))
    let moved = "\(world.scratch.path)/moved.git"
    try await world.git("clone", "-q", "--mirror", world.origin, moved, in: world.scratch.path)
    try await world.git("remote", "set-url", "origin", moved)
    let mine = try ledger(world, at: world.clone)
    await #expect(throws: Refusal.self) { try await append(record("1.2.1"), to: mine) }
    let change = try #require(try await mine.adopt())
    let catalog = SlotCatalog([.init(GitReference.self) { [place = mine.gitPlace] _ in place }])
    try await catalog.apply([change])
    try await mine.follow(change)
    _ = try await append(record("1.2.1"), to: mine)
    #expect(try await mine.load().state.records.count == 2)
    #expect(try await mine.adopt() == nil)
    #expect(try await world.git("log", "--format=%s", name, in: moved).split(separator: "\n")[1] == "adopted by moved")
  }

  @Test("a ledger that was begun without a remote may get one later")
  func localFirst() async throws {
    let world = try await ScratchRepository("local-first")
    let place = GitPlace(repository: try world.repository(), remote: nil, ledger: name)
    _ = try await append(record("1.2.0"), to: GitLedger(at: place) { [author = world.author] in author })
    try await world.git("push", "-q", "origin", "\(name):\(name)")
    let mine = try ledger(world, at: world.clone)
    _ = try await append(record("1.2.1"), to: mine)
    #expect(try await mine.load().state.records.count == 2)
  }

  @Test("a clone of depth 1 reads the ledger whole, and goes on with it")
  func shallow() async throws {
    let world = try await ScratchRepository("shallow-ledger")
    for subject in ["one", "two"] { _ = try await world.commit(subject) }
    try await world.git("push", "-q", "origin", "main")
    for version in ["1.2.0", "1.2.1"] { _ = try await append(record(version), to: ledger(world, at: world.clone)) }
    let path = try await world.another("shallow", depth: 1)
    let other = try ledger(world, at: path)
    #expect(try other.loadLocal().state.records.isEmpty)
    _ = try await append(record("1.2.2"), to: other)
    #expect(try await other.load().state.records.count == 3)
    #expect(try other.loadLocal().state.records.count == 3)  // the copy has followed
    #expect(try await world.git("rev-list", "--count", name, in: path) == "3")
    #expect(try await world.git("rev-list", "--count", "HEAD", in: path) == "1")
  }

  @Test("a record that cannot be read is named by its path")
  func damaged() async throws {
    let world = try await ScratchRepository("damaged-ledger")
    let mine = try ledger(world, at: world.clone)
    _ = try await append(record("1.2.0"), to: mine)
    let commit = try await world.commit(["releases/v1.2.0/record.json": "{}"], "other")
    try await world.git("push", "-q", "-f", "origin", "\(commit):\(name)")
    try await world.git("update-ref", "-d", name)
    let refusal = try await #require(throws: Refusal.self) { try await mine.load() }
    #expect(refusal.code == .ledgerDamaged)
    #expect(refusal.what.contains("releases/v1.2.0/record.json"))
  }
}
