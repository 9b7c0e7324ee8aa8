public import Git
import Refusals
public import ReleaseEngine

/// The ledger on a git reference: the remote's is the ledger, the local one a copy that follows.
public struct GitLedger: Ledger {
  let place: GitPlace
  let chain: StateChain
  let author: @Sendable () throws -> Signature
  /// The local copy follows what was read of the remote; a command that only looks moves no reference.
  public var isFollowing = true
  private let cache = RecordCache()

  /// Makes the ledger of a place; `author` is asked only when an event is written.
  public init(at place: GitPlace, author: @escaping @Sendable () throws -> Signature) {
    self.place = place
    self.author = author
    chain = StateChain(place.ledger, in: place.repository)
  }

  /// The reference that holds the head.
  public var slot: SlotName { SlotName(GitReference(place.ledger)) }

  /// Reads the ledger from where it is, fetching what is not here.
  public func load() async throws -> LedgerSnapshot {
    guard let head = try await place.store.references([place.ledger])[place.ledger] else {
      return LedgerSnapshot(head: nil, state: LedgerState())
    }
    if !place.repository.contains(head) {
      try await place.bring(head, of: place.ledger)
      guard place.repository.contains(head) else {
        throw Refusal(
          .ledgerDamaged, what: "The ledger was not read: \(head) could not be fetched.",
          remedy: "Run `git fetch \(place.remote?.name ?? "") \(place.ledger)` and look at what it says.")
      }
    }
    try follow(head)
    return try snapshot(at: head)
  }

  /// Reads the local copy, without the network; empty where there is none.
  public func loadLocal() throws -> LedgerSnapshot {
    guard let head = try place.repository.reference(place.ledger) else {
      return LedgerSnapshot(head: nil, state: LedgerState())
    }
    return try snapshot(at: head)
  }

  /// The ledger as one of its commits has it, which has to be here.
  public func snapshot(at head: ObjectID) throws -> LedgerSnapshot {
    var state = LedgerState()
    for (path, id) in try chain.files(at: head) {
      if path == LedgerPath.lock {
        guard let bytes = try chain.file(path, at: head) else { continue }
        state.lock = try RecordCoding.lock(bytes, path: path)
      } else if let tag = LedgerPath.tag(ofRecord: path) {
        state.records[tag] = try cache.record(id) {
          try RecordCoding.record(try place.repository.object(id).bytes, path: path)
        }
      }
    }
    return LedgerSnapshot(head: HeldValue(head.description), state: state)
  }

  /// Writes the next state as a commit that nothing points at yet.
  public func advance(
    _ snapshot: LedgerSnapshot, to state: LedgerState, adding content: ContentStore, saying what: String
  ) async throws -> SlotChange {
    let parent = try snapshot.head.map { try ObjectID(parsing: $0.identity) }
    if let parent { try refuseAnothers(parent) }
    var files: [String: [UInt8]?] = [:]
    for (tag, record) in state.records where snapshot.state.records[tag] != record {
      files[LedgerPath.record(of: tag)] = try RecordCoding.encode(record)
    }
    if state.lock != snapshot.state.lock {
      files[LedgerPath.lock] = .some(try state.lock.map { try RecordCoding.encode($0) })
    }
    content.forEach { tag, identity, bytes in files[LedgerPath.content(identity, of: tag)] = bytes }
    let message = parent == nil ? "\(what)\n\n\(LedgerOrigin.trailer): \(origin)\n" : "\(what)\n"
    let next = try chain.write(files, after: parent, message: message, by: author())
    return SlotChange(slot, .tag, from: snapshot.head, to: HeldValue(next.description))
  }

  /// Moves the local copy after the remote.
  public func follow(_ change: SlotChange) async throws {
    guard let after = change.after else { return }
    try follow(ObjectID(parsing: after.identity))
  }

  private func follow(_ head: ObjectID) throws {
    guard place.remote != nil else { return }
    let last = try place.repository.reference(place.ledger)
    guard last != head else { return }
    if let last, place.repository.contains(last), try !place.repository.isAncestor(last, of: head) {
      // Another process of this clone may have seen a newer head meanwhile.
      if try place.repository.isAncestor(head, of: last) { return }
      throw Refusal(
        .ledgerDamaged, what: "The remote's ledger was rewritten: nothing was changed.",
        why: "It is at \(head.short), which does not descend from \(last.short), the last one seen here",
        remedy: "Run `brokkr-release doctor`; this clone still has the ledger as it was.")
    }
    if isFollowing { try? place.repository.update(place.ledger, to: head, from: last) }
  }

  /// The bytes beside a record.
  public func content(_ identity: String, of tag: String, at snapshot: LedgerSnapshot) async throws -> [UInt8]? {
    guard let head = snapshot.head else { return nil }
    return try chain.file(LedgerPath.content(identity, of: tag), at: ObjectID(parsing: head.identity))
  }

  /// The repository's name, as the ledger's root commit says it.
  public var origin: String { LedgerOrigin.name(of: place.remote?.url) }

  /// Throws where the ledger was begun for another repository.
  private func refuseAnothers(_ head: ObjectID) throws {
    // Every head that this process sees descends from the one before.
    guard !cache.isOwn else { return }
    let root = try place.repository.commits(from: head, excluding: []).commits.last
    guard let named = root?.trailer(LedgerOrigin.trailer), named != origin, named != LedgerOrigin.local else {
      cache.isOwn = true
      return
    }
    throw Refusal(
      .ledgerDamaged, what: "Nothing was recorded: this ledger belongs to another repository.",
      why: "It was begun for \(named), and the remote is \(origin)",
      remedy: "Name another `ledger:` in the configuration to begin one of this repository's own.")
  }
}

extension GitLedger {
  /// Where the ledger's reference lies.
  public var gitPlace: GitPlace { place }
}
