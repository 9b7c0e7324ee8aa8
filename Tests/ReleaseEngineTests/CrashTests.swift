import EngineTesting
import Refusals
import ReleaseEngine
import Testing

@Suite("Processes that die")
struct CrashTests {
  /// A death at each write of each scenario.
  private func eachDeath(
    _ scenario: Scenario, from prepared: World, _ body: (_ world: World, _ place: Comment) async throws -> Void
  ) async throws {
    for isAfter in [false, true] {
      for number in 1... {
        let world = await prepared.copy()
        let client = world.client("bob", fault: isAfter ? .diesAfter(number) : .diesBefore(number))
        _ = try? await scenario.act(world, world.publisher(client))
        guard client.isDead else {
          #expect(number > 4, "\(scenario.name) hardly writes")
          break
        }
        try await body(world, "killed \(isAfter ? "after" : "before") write \(number)")
      }
    }
  }

  /// How far a process came that died.
  enum Progress { case notBegun, begun, done }

  private func progress(of world: World, to record: Record) async -> Progress {
    guard let found = await world.record("1.2.0"), found.holder == World.holder("bob") else { return .notBegun }
    if found.state.isHalfWritten { return .begun }
    return found.state == record.state ? .done : .notBegun
  }

  /// The world without the death, and what the scenario started from.
  private func undisturbed(_ scenario: Scenario) async throws -> (before: World, after: World, record: Record) {
    // One world and its copies: what a process had written when it died is not the same every time.
    let before = try await scenario.world()
    let after = await before.copy()
    let record = try await scenario.act(after, after.publisher("bob"))
    return (before, after, record)
  }

  @Test("another process finishes what was begun, and a second time changes nothing", arguments: Scenario.all)
  func resume(scenario: Scenario) async throws {
    let (before, after, record) = try await undisturbed(scenario)
    let expected = await after.shown
    try await eachDeath(scenario, from: before) { world, place in
      let carol = world.publisher("carol")
      switch await progress(of: world, to: record) {
      case .begun: _ = try await carol.resume("v1.2.0")
      case .notBegun:
        #expect(await world.shown == before.shown, place)
        _ = try await scenario.act(world, carol)
      case .done: break
      }
      #expect(await world.shown == expected, place)
      try await expectSame(world, record, place)
      let head = await world.shelf.values[Shelf.ledger.address]
      _ = try await carol.resume("v1.2.0")
      _ = try await carol.abort("v1.2.0")
      #expect(await world.shelf.values[Shelf.ledger.address] == head, "again: \(place)")
      try await expectSound(world, place)
    }
  }

  @Test("another process takes back what was begun, and a second time changes nothing", arguments: Scenario.all)
  func abort(scenario: Scenario) async throws {
    let (before, after, record) = try await undisturbed(scenario)
    let back = try await scenario.shown(at: scenario.wayBack, before: before.shown, after: after.shown)
    try await eachDeath(scenario, from: before) { world, place in
      let carol = world.publisher("carol")
      let progress = await progress(of: world, to: record)
      if progress != .notBegun || scenario.wayBack == .before { _ = try? await carol.abort("v1.2.0") }
      switch progress {
      case .begun: #expect(await world.shown == back, place)
      case .notBegun: #expect(await world.shown == before.shown, place)
      case .done: #expect(await world.shown == after.shown, place)
      }
      guard progress != .notBegun else { return }
      let head = await world.shelf.values[Shelf.ledger.address]
      _ = try? await carol.abort("v1.2.0")
      _ = try? await carol.resume("v1.2.0")
      #expect(await world.shelf.values[Shelf.ledger.address] == head, "again: \(place)")
      #expect(await world.shelf.state.lock == nil, place)
      try await expectSound(world, place)
    }
  }

  @Test("the same command given again finishes", arguments: Scenario.all.filter(\.repeats))
  func again(scenario: Scenario) async throws {
    let (before, after, record) = try await undisturbed(scenario)
    try await eachDeath(scenario, from: before) { world, place in
      if await progress(of: world, to: record) != .done { _ = try await scenario.act(world, world.publisher("carol")) }
      #expect(await world.shown == after.shown, place)
      try await expectSame(world, record, place)
      try await expectSound(world, place)
    }
  }

  @Test("one that dies while it finishes another's work is finished by a third", arguments: Scenario.all)
  func twice(scenario: Scenario) async throws {
    let (before, after, record) = try await undisturbed(scenario)
    for first in stride(from: 3, through: 12, by: 3) {
      for second in 1..<8 {
        let world = await before.copy()
        let bob = world.client("bob", fault: .diesAfter(first))
        _ = try? await scenario.act(world, world.publisher(bob))
        guard bob.isDead, await progress(of: world, to: record) == .begun else { continue }
        _ = try? await world.publisher(world.client("carol", fault: .diesBefore(second))).resume("v1.2.0")
        _ = try await world.publisher("dave").resume("v1.2.0")
        #expect(await world.shown == after.shown, "\(scenario.name) \(first) \(second)")
        try await expectSame(world, record, "\(scenario.name) \(first) \(second)")
      }
    }
  }

  @Test("an abort that was begun is never turned into a publication by a resume")
  func abortStays() async throws {
    guard let scenario = Scenario.all.first(where: { $0.name == "cut" }) else { return }
    let before = try await scenario.world()
    for first in 3..<10 {
      for second in 2..<6 {
        let world = await before.copy()
        _ = try? await world.cut("1.2.0", by: world.publisher(world.client("bob", fault: .diesAfter(first))))
        guard await world.record("1.2.0")?.state == .publishing else { continue }
        _ = try? await world.publisher(world.client("carol", fault: .diesBefore(second))).abort("v1.2.0")
        let record = try await world.publisher("dave").resume("v1.2.0")
        #expect(record.state == .aborted)
        #expect(record.isBurnt)
        #expect(await world.shown == before.shown)
      }
    }
  }

  @Test("an answer that was lost is not a failure: the slots say that all is written")
  func lostAnswer() async throws {
    guard let scenario = Scenario.all.first(where: { $0.name == "cut" }) else { return }
    let (before, after, _) = try await undisturbed(scenario)
    for number in 1..<16 {
      let world = await before.copy()
      do {
        let record = try await world.cut("1.2.0", by: world.publisher(world.client("bob", fault: .losesAnswer(number))))
        #expect(record.state == .published)
      } catch {
        // The first of the two steps in which a page is written: the page is not there.
        #expect(await world.shown[World.page("1.2.0")]?.hasPrefix("draft-") == true, "answer \(number) lost: \(error)")
        _ = try await world.publisher("bob").resume("v1.2.0")
      }
      #expect(await world.shown == after.shown, "answer \(number) lost")
      try await expectSound(world, "\(number)")
    }
  }

  @Test("a write that failed once leaves a release that the same process finishes or takes back")
  func failedWrite() async throws {
    guard let scenario = Scenario.all.first(where: { $0.name == "cut" }) else { return }
    let (before, after, _) = try await undisturbed(scenario)
    for number in 1..<16 {
      for isFinished in [true, false] {
        let world = await before.copy()
        let bob = world.publisher(world.client("bob", fault: .fails(number)))
        _ = try? await world.cut("1.2.0", by: bob)
        guard let state = await world.record("1.2.0")?.state, state == .publishing else { continue }
        _ = isFinished ? try await bob.resume("v1.2.0") : try await bob.abort("v1.2.0")
        #expect(await world.shown == (isFinished ? after : before).shown, "write \(number) failed")
        try await expectSound(world, "\(number)")
      }
    }
  }

  private func expectSound(_ world: World, _ place: Comment) async throws {
    let findings = try await LedgerAudit(shelf: world.shelf).findings()
    #expect(findings == [], place)
  }

  /// The record is as if nobody had died, but for its events and who made it.
  private func expectSame(_ world: World, _ expected: Record, _ place: Comment) async throws {
    let record = try #require(await world.record("1.2.0"), place)
    #expect(record.state == expected.state, place)
    #expect(record.mode == expected.mode, place)
    #expect(record.claims == expected.claims, place)
    for change in record.changes {
      #expect([.done, .undone, .kept].contains(change.state), "\(change.slot) is \(change.state): \(place)")
    }
  }
}
