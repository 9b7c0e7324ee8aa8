public import Git
public import Refusals
public import ReleaseEngine

/// The ledger on a git reference: the remote's is the ledger, the local one a copy that follows.
public struct GitLedger: Ledger {
  let place: GitPlace
  let chain: StateChain
  let author: @Sendable () throws -> Signature
  /// The local copy follows what was read of the remote; a command that only looks moves no reference.
  public var isFollowing = true
  /// Throws where what was read cannot be the whole ledger, by the annotated tags that the remote shows; asked once for
  /// each head.
  public var anchor: @Sendable (_ snapshot: LedgerSnapshot, _ tags: [String: ObjectID]) async throws -> Void = { _, _ in
  }
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
    var snapshot = try await read()
    while cache.last != snapshot.head?.identity ?? "" {
      do {
        try await check(snapshot)
        cache.last = snapshot.head?.identity ?? ""
      } catch let refusal as Refusal where refusal.code == .ledgerDamaged {
        // A tag may have come between, with an event of its own.
        let again = try await read()
        guard again.head != snapshot.head else { throw refusal }
        snapshot = again
      }
    }
    return snapshot
  }

  /// Throws where a snapshot cannot be the whole ledger.
  public func check(_ snapshot: LedgerSnapshot) async throws { try await anchor(snapshot, cache.tags ?? [:]) }

  /// The head of the ledger where it is; the first time the remote's annotated tags are asked for along with it.
  private func head() async throws -> ObjectID? {
    guard let remote = place.remote, cache.tags == nil else {
      return try await place.store.references([place.ledger])[place.ledger]
    }
    let found = try await remote.all(under: [place.ledger, "refs/tags/"])
    cache.tags = found.filter { $0.key.hasPrefix("refs/tags/") && found["\($0.key)^{}"] != nil }
    return found[place.ledger]
  }

  private func read() async throws -> LedgerSnapshot {
    guard let head = try await head() else {
      try refuseLost()
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
    if try isSetBack(head) {
      // Another process of this clone may have seen a newer head since it was asked for.
      let again = try await place.store.references([place.ledger])[place.ledger]
      guard let again, try !isSetBack(again) else { throw setBack(again ?? head) }
      return try snapshot(at: again)
    }
    try follow(head)
    return try snapshot(at: head)
  }

  /// The remote's head lies below the local copy's.
  private func isSetBack(_ head: ObjectID) throws -> Bool {
    guard place.remote != nil, let last = try place.repository.reference(place.ledger), last != head,
      place.repository.contains(last)
    else { return false }
    return try place.repository.isAncestor(head, of: last)
  }

  private func setBack(_ head: ObjectID) -> Refusal {
    let last = (try? place.repository.reference(place.ledger)) ?? nil
    return Refusal(
      .ledgerDamaged, what: "The remote's ledger was set back to \(head.short): nothing was changed.",
      why: "This clone has seen it at \(last?.short ?? "a later event"), which descends from there",
      remedy: "Run `brokkr-release doctor --fix` here to push back what it lacks, in one leased push.")
  }

  private func rewritten(_ head: ObjectID) -> Refusal {
    Refusal(
      .ledgerDamaged, what: "The remote's ledger was rewritten: nothing was changed.",
      why: "It is at \(head.short), which does not descend from the last one seen here",
      remedy: "Look at it with `git log \(place.ledger)`: this clone still has the ledger as it was, and "
        + "`git push --force \(place.remote?.name ?? "") \(place.ledger)` restores it where no other clone has a newer one."
    )
  }

  /// Throws where the remote has no ledger and this clone has a copy: a mirror push may have deleted it.
  private func refuseLost() throws {
    guard let remote = place.remote, let here = try place.repository.reference(place.ledger) else { return }
    throw Refusal(
      .ledgerDamaged, what: "The ledger is gone from \(remote.name): nothing was changed.",
      why: "This clone has a copy of it, at \(here.short)",
      remedy: "Run `brokkr-release doctor --fix` to push the copy, if no other clone has a newer one.")
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
    if let parent {
      try await refuseAnothers(parent, snapshot.state)
      try refuseUnfounded(parent)
    }
    var files: [String: [UInt8]?] = [:]
    for (tag, record) in state.records where snapshot.state.records[tag] != record {
      let path = LedgerPath.record(of: tag)
      files[path] = try RecordCoding.encode(record, path: path)
    }
    if state.lock != snapshot.state.lock {
      files[LedgerPath.lock] = .some(try state.lock.map { try RecordCoding.encode($0) })
    }
    content.forEach { tag, identity, bytes in files[LedgerPath.content(identity, of: tag)] = bytes }
    let message = parent == nil ? "\(what)\n\n\(LedgerOrigin.trailer): \(origin)\n" : "\(what)\n"
    let next = try chain.write(files, after: parent, message: message, by: author())
    cache.followed = next
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
      throw rewritten(head)
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

  /// Throws where the ledger is another repository's: it was begun under another name, or what it released is nowhere here.
  private func refuseAnothers(_ head: ObjectID, _ state: LedgerState) async throws {
    // Every head that this process sees descends from the one before.
    guard !cache.isOwn else { return }
    if let named = try owner(at: head), named.lowercased() != origin.lowercased(), named != LedgerOrigin.local {
      throw Refusal(
        .ledgerDamaged, what: "Nothing was recorded: this ledger belongs to another repository.",
        why: "It was begun for \(named), and the remote is \(origin)",
        remedy: """
          Where the repository was renamed or moved, run `brokkr-release doctor --adopt-ledger`; else name another \
          `ledger:` in the configuration to begin one of its own.
          """)
    }
    guard try await hasReleased(state) else {
      throw Refusal(
        .ledgerDamaged, what: "Nothing was recorded: this ledger belongs to another repository.",
        why: "No commit that it released is in \(origin)",
        remedy: "Name another `ledger:` in the configuration to begin one of this repository's own.")
    }
    cache.isOwn = true
  }

  /// Throws where the head is no event that follows from the one before: nothing is built on what somebody made up.
  private func refuseUnfounded(_ head: ObjectID) throws {
    guard cache.followed != head else { return }
    if let fault = try ChainAudit(of: self).fault(at: head) {
      throw refusal(fault, under: head, what: "Nothing was recorded")
    }
    cache.followed = head
  }

  /// What is said of an event that does not follow.
  ///
  /// - Parameters:
  ///   - fault: the event.
  ///   - head: the ledger's head, which may have come after it.
  ///   - what: what did not happen.
  /// - Returns: the refusal, with the line that sets the ledger back.
  public func refusal(_ fault: ChainAudit.Fault, under head: ObjectID, what: String) -> Refusal {
    let name = place.remote?.name
    guard !fault.isUnreadable else {
      return Refusal(
        .ledgerDamaged, what: "\(what): the ledger is not whole here.", why: "At \(fault.commit) \(fault.text)",
        remedy: name == nil
          ? "Restore the repository from a backup."
          : "Run `brokkr-release doctor --fix` to fetch its objects anew.")
    }
    let look = "See who did it and why: `git show \(fault.commit)`."
    let way = fault.parent.map { parent in
      let move =
        name.map { "git push --force-with-lease=\(place.ledger):\(head) \($0) \(parent):\(place.ledger)" }
        ?? "git update-ref \(place.ledger) \(parent) \(head)"
      return " The last event that follows is \(parent.short): where nothing after it was a release, `\(move)` sets "
        + "the ledger back to it, and `brokkr-release doctor --fix` the copies of clones."
    }
    return Refusal(
      .ledgerDamaged, what: "\(what): somebody has altered the ledger by hand.",
      why: "At \(fault.commit) \(fault.text)", remedy: look + (way ?? ""))
  }

  /// The repository that the newest commit to name one names.
  private func owner(at head: ObjectID) throws -> String? {
    try place.repository.commits(from: head, excluding: []).commits
      .lazy.compactMap { $0.trailer(LedgerOrigin.trailer) }.first
  }

  /// Throws where the ledger belongs to another repository.
  public func checkOwner(_ snapshot: LedgerSnapshot) async throws {
    guard let head = try snapshot.head.map({ try ObjectID(parsing: $0.identity) }) else { return }
    try await refuseAnothers(head, snapshot.state)
  }

  /// A commit that was released is here, or the remote has it; a ledger that names none says nothing.
  private func hasReleased(_ state: LedgerState) async throws -> Bool {
    let heads = Set(state.records.values.compactMap(\.head)).sorted().compactMap { try? ObjectID(parsing: $0) }
    if heads.isEmpty || heads.contains(where: place.repository.contains) { return true }
    for head in heads.prefix(3) where (try? await place.bring(head)) != nil && place.repository.contains(head) {
      return true
    }
    return false
  }

  /// Takes the ledger over for a repository that was renamed or moved: an event that names it.
  public func adopt() async throws -> SlotChange? {
    let snapshot = try await load()
    guard let head = try snapshot.head.map({ try ObjectID(parsing: $0.identity) }) else { return nil }
    guard try owner(at: head) != origin else { return nil }
    let next = try chain.write(
      [:], after: head, message: "adopted by \(origin)\n\n\(LedgerOrigin.trailer): \(origin)\n", by: author())
    return SlotChange(slot, .tag, from: snapshot.head, to: HeldValue(next.description))
  }
}

extension GitLedger {
  /// Where the ledger's reference lies.
  public var gitPlace: GitPlace { place }
}
