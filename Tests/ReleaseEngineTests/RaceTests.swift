import EngineTesting
import Refusals
import ReleaseEngine
import Synchronization
import Testing

@Suite("Two at once")
struct RaceTests {
  static let alive: @Sendable (Holder) -> Liveness = { _ in .unknown }

  /// A process in whose n-th write, before or after it is made, `body` happens.
  private func disturbed(
    _ world: World, at number: Int, after isAfter: Bool, _ intrusion: Intrusion,
    _ body: @escaping @Sendable () async throws -> Record
  ) -> ShelfClient {
    let hook: ShelfClient.Hook = { if $0 == number { await intrusion.run(body) } }
    return ShelfClient(
      "alice", on: world.shelf, beforeWrite: isAfter ? nil : hook, afterWrite: isAfter ? hook : nil)
  }

  private func code(_ error: any Error) -> [Refusal.Code] {
    switch error {
    case let refusal as Refusal: [refusal.code]
    case let list as RefusalList: list.refusals.map(\.code)
    case let unfinished as UnfinishedRollback: unfinished.refusals.map(\.code)
    default: []
    }
  }

  private func expectSound(_ world: World, _ place: Comment) async throws {
    let findings = try await LedgerAudit(shelf: world.shelf).findings()
    #expect(findings == [], place)
  }

  @Test("of two cuts of one version exactly one wins, and the other writes nothing", arguments: [false, true])
  func sameVersion(isAfter: Bool) async throws {
    for number in 1..<20 {
      let world = await World()
      try await world.cut("1.1.3")
      let intrusion = Intrusion()
      let client = disturbed(world, at: number, after: isAfter, intrusion) {
        try await world.cut("1.2.0", by: world.publisher(world.client("bob"), liveness: Self.alive))
      }
      let first = Intrusion()
      await first.run { try await world.cut("1.2.0", by: world.publisher(client, liveness: Self.alive)) }
      guard let second = intrusion.result else {
        #expect(number > 1, "nothing was disturbed: \(String(describing: first.result))")
        break
      }
      let winners = [first.result, second].compactMap { try? $0?.get() }
      try #require(winners.count == 1, "write \(number)")
      for case .failure(let error)? in [first.result, second] {
        let codes = code(error)
        #expect(
          !codes.isEmpty && codes.allSatisfy { [.locked, .halfWritten, .versionBurnt].contains($0) },
          "\(number): \(error)")
      }
      let winner = try #require(winners.first).holder.host.prefix { $0 != "-" }
      let writers = await Set(world.shelf.journal.filter { $0.slot.contains("1.2.0") }.map(\.client))
      #expect(writers == [String(winner)], "write \(number)")
      try await expectSound(world, "write \(number)")
    }
  }

  @Test("two cuts of different versions never write at the same time", arguments: [false, true])
  func differentVersions(isAfter: Bool) async throws {
    var refusals = 0
    for number in 1..<20 {
      let world = await World()
      try await world.cut("1.1.3")
      let intrusion = Intrusion()
      let client = disturbed(world, at: number, after: isAfter, intrusion) {
        try await world.cut("1.2.1", by: world.publisher(world.client("bob"), liveness: Self.alive))
      }
      let record = try await world.cut("1.2.0", by: world.publisher(client, liveness: Self.alive))
      #expect(record.state == .published, "write \(number)")
      guard let second = intrusion.result else { break }
      var model = ClaimModel(world: [:], unrecorded: [])
      for version in ["1.1.3", "1.2.0"] { _ = model.cut(version) }
      switch second {
      case .success: _ = model.cut("1.2.1")
      case .failure(let error):
        refusals += 1
        #expect(code(error) == [.locked], "\(error)")
      }
      #expect(await world.shown == model.world, "write \(number)")
      try await expectSound(world, "write \(number)")
    }
    #expect(refusals > 5)
  }

  @Test("events of others between a write and its reading are no failure")
  func events() async throws {
    for number in 1..<20 {
      for isRollback in [false, true] {
        let world = await World()
        if isRollback { try await world.cut("1.2.0") }
        let intrusion = Intrusion()
        let client = disturbed(world, at: number, after: true, intrusion) {
          try await world.publisher("bob").begin(world.draft("2.0.0", by: "bob").record)
        }
        let alice = world.publisher(client, liveness: Self.alive)
        let record =
          isRollback
          ? try await world.roll(.purge, "1.2.0", by: alice) : try await world.cut("1.2.0", by: alice)
        #expect(record.state == (isRollback ? .rolledBack : .published), "write \(number)")
        #expect(await world.shown.isEmpty == isRollback, "write \(number)")
        let whats = try #require(await world.record("1.2.0")).events.map(\.what)
        #expect(whats.count == Set(whats).count, "\(whats)")
        try await expectSound(world, "write \(number)")
      }
    }
  }

  @Test("a release that came between changes what this one finds, and is no stranger")
  func staleReading() async throws {
    let world = await World()
    try await world.cut("1.1.3")
    let intrusion = Intrusion()
    // The second write says that 1.2.0 is being published; the slots have been read for it.
    let client = disturbed(world, at: 2, after: false, intrusion) { try await world.cut("1.3.0", by: nil) }
    try await world.cut("1.2.0", by: world.publisher(client))
    #expect(await world.shown[World.image("latest")] == "image-1.3.0")
    #expect(await world.shown[World.image("1.2")] == "image-1.2.0")
    // The same for a rollback: what its slots show changed only now.
    let late = Intrusion()
    let other = disturbed(world, at: 1, after: false, late) { try await world.roll(.withdraw, "1.3.0") }
    try await world.roll(.withdraw, "1.2.0", by: world.publisher(other))
    #expect(try late.result?.get().state == .rolledBack)
    #expect(await world.shown[World.image("latest")] == "image-1.1.3")
  }

  @Test("an abort that comes after somebody finished the release changes nothing", arguments: [false, true])
  func lateAbort(ofRollback: Bool) async throws {
    let world = await World()
    let bob = world.publisher(world.client("bob", fault: .diesAfter(6)))
    if ofRollback {
      try await world.cut("1.2.0")
      _ = try? await world.roll(.withdraw, "1.2.0", by: bob)
    } else {
      _ = try? await world.cut("1.2.0", by: bob)
    }
    #expect(await world.record("1.2.0")?.state.isHalfWritten == true)
    let intrusion = Intrusion()
    let client = disturbed(world, at: 1, after: false, intrusion) { try await world.publisher("dave").resume("v1.2.0") }
    let record = try await world.publisher(client).abort("v1.2.0")
    #expect(record.state == (ofRollback ? .rolledBack : .published))
    #expect(await world.record("1.2.0") == record)
    #expect(await world.shown[World.image("latest")] == (ofRollback ? nil : "image-1.2.0"))
    try await expectSound(world, "late")
  }

  @Test("what was read while another release was written is read again, and while it is being written that is told")
  func moments() async throws {
    let world = await World()
    let alice = world.publisher("alice")
    let draft = world.draft("1.3.0")
    let readings = Mutex(0)
    @Sendable func settle() async throws -> CutSettlement {
      try await alice.atOneMoment(draft.record.claims.map(\.name), of: "v1.3.0", known: [:]) { state, now in
        readings.withLock { $0 += 1 }
        let settlement = try await CutSettlement(draft, after: state, now: now, catalog: alice.catalog)
        guard settlement.refusals.isEmpty else { throw RefusalList(settlement.refusals) }
        return settlement
      }
    }
    try await world.cut("1.2.0")
    let intrusion = Intrusion()
    let client = disturbed(world, at: 4, after: true, intrusion) {
      await #expect { _ = try await settle() } throws: { code($0) == [.locked] }
      return try #require(await world.record("1.1.9"))
    }
    try await world.cut("1.1.9", by: world.publisher(client))
    #expect(readings.withLock { $0 } == 1)
    readings.withLock { $0 = 0 }
    let settlement = try await settle()
    #expect(readings.withLock { $0 } == 2)
    #expect(settlement.record.claims.count == draft.record.claims.count)
    // What somebody moved is told after one more look.
    await world.shelf.put("image-of-a-stranger", at: World.image("latest"))
    readings.withLock { $0 = 0 }
    await #expect(throws: RefusalList.self) { _ = try await settle() }
    #expect(readings.withLock { $0 } == 2)
  }

  @Test("of two aborts at once both end with the release taken back, and each slot is written once")
  func abortTwice() async throws {
    for isAfter in [false, true] {
      for number in 1..<20 {
        let world = await World()
        try await world.cut("1.1.3")
        let before = await world.shown
        _ = try? await world.cut("1.2.0", by: world.publisher(world.client("bob", fault: .diesAfter(8))))
        #expect(await world.record("1.2.0")?.state == .publishing)
        await world.shelf.clearJournal()
        let intrusion = Intrusion()
        let client = disturbed(world, at: number, after: isAfter, intrusion) {
          try await world.publisher(world.client("dave"), liveness: { $0.host == "bob-host" ? .gone : .unknown })
            .abort("v1.2.0")
        }
        let alice = world.publisher(client, liveness: { $0.host == "bob-host" ? .gone : .unknown })
        let first = Intrusion()
        await first.run { try await alice.abort("v1.2.0") }
        guard let second = intrusion.result else {
          #expect(number > 1, "nothing was disturbed: \(String(describing: first.result))")
          break
        }
        let place: Comment = "\(isAfter ? "after" : "before") write \(number)"
        for case .failure(let error)? in [first.result, second] { #expect(code(error) == [.locked], place) }
        #expect([first.result, second].contains { (try? $0?.get())?.state == .aborted }, place)
        #expect(await world.record("1.2.0")?.state == .aborted, place)
        #expect(await world.shown == before, place)
        let slots = await world.shelf.journal.map(\.slot).filter { $0 != Shelf.ledger.address }
        #expect(slots.count == Set(slots).count, place)
        try await expectSound(world, place)
      }
    }
  }

  @Test("a lock that was taken away stops the late one before its next write")
  func lockLost() async throws {
    for verb in [Operation.Verb.cut, .purge] {
      for number in 2..<16 {
        let world = await World()
        if verb == .purge { try await world.cut("1.2.0") }
        let before = await world.shown
        let intrusion = Intrusion()
        let shelf = world.shelf
        let lost = Mutex(0)
        let client = disturbed(world, at: number, after: false, intrusion) {
          guard let lock = await shelf.state.lock else { throw CancellationError() }
          _ = try await world.publisher("bob").unlock(lock.id)
          let count = await shelf.journal.count
          lost.withLock { $0 = count }
          return try #require(await shelf.state.records["v1.2.0"])
        }
        var alice = world.publisher(client, liveness: Self.alive)
        alice.lockTrust = .zero
        let outcome = Intrusion()
        await outcome.run {
          verb == .purge ? try await world.roll(.purge, "1.2.0", by: alice) : try await world.cut("1.2.0", by: alice)
        }
        guard case .success? = intrusion.result else { continue }
        guard case .failure(let error)? = outcome.result else {
          Issue.record("\(verb) went on without its lock after write \(number)")
          continue
        }
        #expect(code(error).contains(.locked), "\(error)")
        // What each place was already sent arrives all the same: one write, or the two steps of a page.
        let late = await shelf.journal.dropFirst(lost.withLock { $0 }).map(\.slot)
        let places = try Dictionary(grouping: Set(late)) {
          try world.publisher("bob").catalog.place(of: World.name(of: $0))
        }
        #expect(places.values.allSatisfy { $0.count == 1 }, "\(verb) \(number): \(late)")
        #expect(places.count <= 2, "\(verb) \(number): \(late)")
        #expect(await world.record("1.2.0")?.state.isHalfWritten == true)
        #expect(await shelf.state.lock == nil)
        _ = try await world.publisher("bob").resume("v1.2.0")
        let whole = await World()
        try await whole.cut("1.2.0")
        if verb == .purge { #expect(await world.shown.isEmpty) } else { #expect(await world.shown == whole.shown) }
        #expect(verb == .cut || !before.isEmpty)
      }
    }
  }

  @Test("a git tag is not written by one whose lock is gone, since the server refuses it")
  func tagRefused() async throws {
    let world = await World()
    let intrusion = Intrusion()
    let shelf = world.shelf
    // Begun, publishing, and the third write is the tag with its event.
    let client = disturbed(world, at: 3, after: false, intrusion) {
      let lock = try #require(await shelf.state.lock)
      _ = try await world.publisher("bob").unlock(lock.id)
      return try await world.publisher("bob").abort("v1.2.0")
    }
    await #expect(throws: (any Error).self) { try await world.cut("1.2.0", by: world.publisher(client)) }
    #expect(await world.shown == [:])
    #expect(await world.record("1.2.0")?.state == .aborted)
  }

  @Test("an interrupted task finishes the write under way, records it and frees the lock")
  func interruption() async throws {
    for verb in [Operation.Verb.cut, .withdraw] {
      var count = 0
      // The first write of a cut says that it has begun; nothing is held then.
      for number in (verb == .cut ? 2 : 1)..<16 {
        let world = await World()
        if verb == .withdraw { try await world.cut("1.2.0") }
        let before = await world.shown
        let result = await interrupted(in: world, at: number) { alice in
          verb == .cut ? try await world.cut("1.2.0", by: alice) : try await world.roll(verb, "1.2.0", by: alice)
        }
        do {
          let record = try result.get()
          #expect([.published, .rolledBack].contains(record.state))
        } catch {
          count += 1
          #expect(code(error) == [.interrupted], "\(error)")
          #expect(await world.record("1.2.0")?.state.isHalfWritten == true)
          #expect(await world.record("1.2.0")?.events.last?.what == "interrupted")
        }
        #expect(await world.shelf.state.lock == nil, "\(verb) \(number)")
        // Nothing is half a value: a write under way was finished.
        #expect(await world.shown.values.allSatisfy { !$0.hasPrefix("draft-") })
        let copy = await world.copy()
        _ = try await copy.publisher("bob").abort("v1.2.0")
        if await world.record("1.2.0")?.state.isHalfWritten == true { #expect(await copy.shown == before) }
        _ = try await world.publisher("bob").resume("v1.2.0")
        let whole = await World()
        try await whole.cut("1.2.0")
        if verb == .withdraw { try await whole.roll(.withdraw, "1.2.0") }
        #expect(await world.shown == whole.shown, "\(verb) \(number)")
        try await expectSound(world, "\(verb) \(number)")
      }
      #expect(count > 3)
    }
  }
}
