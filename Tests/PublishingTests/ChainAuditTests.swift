import FoundationEssentials
import Git
import Publishing
import Refusals
import ReleaseEngine
import TestSupport
import Testing

/// Ledgers to which somebody has pushed by hand.
@Suite("The ledger's chain of events")
struct ChainAuditTests {
  private let world: ScratchRepository
  private let ledger: GitLedger
  private let name = "refs/brokkr-release/ledger"
  private let path = "releases/v1.2.0/record.json"

  init() async throws {
    world = try await ScratchRepository("chain-audit")
    let place = try world.place()
    ledger = GitLedger(at: place) { [author = world.author] in author }
    // One release that waits for its approval, and one that was begun.
    var record = record("1.2.0")
    _ = try await append(record)
    record.state = .awaitingApproval
    record.images = [RecordedImage(name: "app", repository: "r", digest: "sha256:ab", platforms: [])]
    record.events.append(RecordedEvent(at: "2", what: "parked"))
    _ = try await append(record, content: [HeldValue("sha256:ab", content: [1, 2, 3])])
    _ = try await append(self.record("1.3.0"))
  }

  private func record(_ version: String) -> Record {
    var record = Record(
      version: version, tag: "v\(version)", component: nil, state: .planned,
      holder: Holder(host: "h", actor: "A <a@b>", pid: 1, start: "s"))
    record.events = [RecordedEvent(at: "1", what: "cut begun")]
    return record
  }

  private func append(_ record: Record, content: [HeldValue] = []) async throws -> ObjectID {
    let snapshot = try await ledger.load()
    var state = snapshot.state
    state.records[record.tag] = record
    var store = ContentStore()
    for value in content { store.keep(value, of: record.tag) }
    let advance = try await ledger.advance(snapshot, to: state, adding: store, saying: "\(record.tag): test")
    try await SlotCatalog([.init(GitReference.self) { [place = ledger.gitPlace] _ in place }]).apply([advance])
    try await ledger.follow(advance)
    return try ObjectID(parsing: advance.after?.identity ?? "")
  }

  private func head() async throws -> ObjectID {
    try ObjectID(parsing: try await world.git("rev-parse", name, in: world.origin))
  }

  /// Somebody commits on top of the ledger, by git alone, and pushes it.
  private func commit(
    _ files: [String: String?], on parents: [ObjectID]? = nil
  ) async throws -> ObjectID {
    let chain = StateChain(name, in: ledger.gitPlace.repository)
    let tip = try await head()
    let made = try chain.write(
      files.mapValues { $0.map { Array($0.utf8) } }, after: tip, message: "by hand", by: world.author)
    guard let parents else { return made }
    var arguments = ["commit-tree", "-m", "by hand"]
    for parent in parents { arguments += ["-p", "\(parent)"] }
    let id = try await world.run(arguments + ["\(made)^{tree}"])
    return try ObjectID(parsing: id)
  }

  private func push(_ commit: ObjectID) async throws {
    try await world.git("push", "-q", "-f", "origin", "\(commit):\(name)")
  }

  private func text() async throws -> String { try await world.git("show", "\(name):\(path)", in: world.origin) }

  private func fault(_ head: ObjectID, of tag: String? = nil) throws -> ChainAudit.Fault? {
    try ChainAudit(of: ledger).fault(upTo: head, of: tag)
  }

  @Test("of a ledger that only this tool wrote every event follows")
  func whole() async throws {
    let head = try await head()
    #expect(try fault(head) == nil)
    #expect(try fault(head, of: "v1.2.0") == nil)
    #expect(try ChainAudit(of: ledger).fault(at: head) == nil)
  }

  @Test("a record altered by hand is named with its commit, is not built on, and stays named under later events")
  func altered() async throws {
    let last = try await head()
    let other = try await text().replacing("sha256:ab", with: "sha256:cd")
      .replacing("\"parked\"", with: "\"parked\"\n},\n{\n\"at\": \"3\",\n\"what\": \"approved\"")
    let made = try await commit([path: other])
    try await push(made)
    let found = try #require(try fault(made))
    #expect((found.commit, found.parent, found.tag) == (made, last, "v1.2.0"))
    #expect(found.text == "the record of v1.2.0 has other images")
    #expect(try fault(made, of: "v1.2.0") == found)
    #expect(try fault(made, of: "v1.3.0") == nil, "it is no concern of that one")
    let refusal = try await #require(throws: Refusal.self) { try await append(record("1.4.0")) }
    #expect(refusal.code == .ledgerDamaged)
    #expect(refusal.why.contains("\(made)") && refusal.why.contains("has other images"))
    #expect(refusal.remedy.contains("git push --force-with-lease=\(name):\(made) origin \(last):\(name)"))
    #expect(try await head() == made, "nothing was written")
    // Whoever does not look may write on top of it.
    let later = try await commit(["releases/v1.4.0/record.json": String(decoding: plain("1.4.0"), as: UTF8.self)])
    try await push(later)
    #expect(try ChainAudit(of: ledger).fault(at: later) == nil, "its own step is a good one")
    #expect(try fault(later) == found)
  }

  private func plain(_ version: String) throws -> [UInt8] { try RecordCoding.encode(record(version)) }

  @Test("a record that was removed, and bytes that it kept, are named")
  func removed() async throws {
    let gone = try await commit(["releases/v1.2.0": nil])
    #expect(try fault(gone)?.tag == "v1.2.0")
    let lost = try await commit(["releases/v1.2.0/content/sha256-ab": nil])
    #expect(try fault(lost)?.text == "the record of v1.2.0 lost what it kept: releases/v1.2.0/content/sha256-ab")
    let unreadable = try await commit([path: "{}"])
    #expect(try fault(unreadable)?.what.hasPrefix("cannot be read: ") == true)
    #expect(try fault(unreadable)?.isUnreadable == false, "its object is here")
  }

  @Test("an event with two parents, and one that was put on another parent, are named")
  func parents() async throws {
    let ids = try await world.git("rev-list", "--reverse", name, in: world.origin).split(separator: "\n")
      .map { try ObjectID(parsing: $0) }
    let merge = try await commit([:], on: [ids[2], ids[0]])
    #expect(try fault(merge)?.text == "the event has 2 parents")
    #expect(try fault(merge, of: "v1.2.0")?.commit == merge)
    // The parking is taken out: what follows it stands on what was before it.
    let parked = try await commit([:], on: [ids[0]])
    let swapped = try #require(try fault(parked))
    #expect(swapped.commit == parked && swapped.what == RecordAudit.severalAtOnce)
    let approved = try await text().replacing("\"parked\"", with: "\"cut begun\"")
    let out = try await commit([path: approved])
    #expect(try fault(out)?.what == "lacks an event, or has it in other words")
  }

  @Test("a giant record is refused, read or written, and the event that made it is named")
  func giant() async throws {
    var giant = record("1.4.0")
    giant.changelog = String(repeating: "x", count: RecordCoding.limit)
    let refusal = try await #require(throws: Refusal.self) { try await append(giant) }
    #expect(refusal.code == .ledgerDamaged && refusal.what.contains("was not written"))
    let text = String(decoding: try RecordCoding.encode(giant), as: UTF8.self)
    let made = try await commit(["releases/v1.4.0/record.json": text])
    try await push(made)
    let read = try await #require(throws: Refusal.self) { try await ledger.load() }
    #expect(read.code == .ledgerDamaged && read.what.contains("releases/v1.4.0/record.json"))
    #expect(try fault(made)?.commit == made)
  }

  @Test("an object that is missing here is told apart from what was altered")
  func missing() async throws {
    let id = try await world.git("rev-parse", "\(name)~1:\(path)")
    let head = try await head()
    try FileManager.default.removeItem(atPath: "\(world.clone)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
    // What the repository has read already it remembers.
    let afresh = GitLedger(at: try world.place()) { [author = world.author] in author }
    let found = try #require(try ChainAudit(of: afresh).fault(upTo: head))
    #expect(found.isUnreadable && found.tag == "v1.2.0")
    #expect(ledger.refusal(found, under: head, what: "x").remedy.contains("doctor --fix"))
  }

  @Test("of a ledger that was fetched with a depth the events that are here are looked through")
  func shallow() async throws {
    let path = "\(world.scratch.path)/shallow"
    try await world.git("init", "-q", path, in: world.scratch.path)
    try await world.git("remote", "add", "origin", "file://\(world.origin)", in: path)
    let other = try await text().replacing("sha256:ab", with: "sha256:cd")
    let made = try await commit([self.path: other])
    try await push(made)
    for depth in ["1", "2"] {
      try await world.git("fetch", "-q", "--depth", depth, "origin", "+\(name):\(name)", in: path)
      let ledger = GitLedger(at: try world.place(at: path)) { [author = world.author] in author }
      let found = try ChainAudit(of: ledger).fault(upTo: made)
      #expect(found?.commit == (depth == "1" ? nil : made))
      #expect(try ChainAudit(of: ledger).fault(at: made) == found)
    }
  }

  @Test("a record of a newer version is no alteration")
  func newer() async throws {
    let other = try await text().replacing("\"schema_version\" : 1", with: "\"schema_version\" : 2")
    let made = try await commit([path: other])
    let refusal = try #require(throws: Refusal.self) { try fault(made) }
    #expect(refusal.remedy == "Upgrade brokkr-release.")
  }
}
