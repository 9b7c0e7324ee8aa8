import Git
import Publishing
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
    Record(
      version: version, tag: "v\(version)", component: nil, state: .planned,
      holder: Holder(host: "h", actor: "A <a@b>", pid: 1, start: "s"))
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
}
