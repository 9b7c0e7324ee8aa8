public import ReleaseEngine

/// Checks every law of ``Slot``; the first one broken is thrown as a ``BrokenLaw``.
public func expectSlotLaws<S: Slot>(_ specimen: SlotSpecimen<S>) async throws {
  for (law, check) in SlotLaws(specimen).all {
    let finding: String?
    do {
      finding = try await check(specimen.freshPlace())
    } catch {
      finding = "it threw \(error)"
    }
    if let finding { throw BrokenLaw(slot: specimen.slot.address, law: law, finding: finding) }
  }
}

/// The laws, each a sentence and a check that answers with what happened instead.
struct SlotLaws<S: Slot>: Sendable {
  typealias Check = @Sendable (S.Place) async throws -> String?

  let specimen: SlotSpecimen<S>

  init(_ specimen: SlotSpecimen<S>) { self.specimen = specimen }

  var all: [(String, Check)] {
    [
      ("an address and a value are read back from a record", identity),
      ("reading changes nothing", reading),
      ("what was written is read", writing),
      ("writing twice is once", repeating),
      ("writing `before` back restores", restoring),
      ("a crash before and a crash after the write end alike", crashing),
      ("a disturbed place throws `Drift` and is left alone", disturbing),
      ("a write leaves the other slots of the place alone", neighboring),
    ]
  }

  private var slot: S { specimen.slot }
  private func read(_ place: S.Place) async throws -> S.Value? { try await S.read([slot], at: place)[slot] }
  private func change(_ before: S.Value?, _ after: S.Value?) -> Change<S> { Change(slot, from: before, to: after) }

  private func compare(_ found: S.Value?, _ expected: S.Value?, _ when: String) -> String? {
    if found != expected {
      return "\(when) it holds \(found?.identity ?? "nothing"), not \(expected?.identity ?? "nothing")"
    }
    guard let found, let expected, !found.content.isEmpty, !expected.content.isEmpty else { return nil }
    return found.content == expected.content ? nil : "\(when) it holds other bytes than were written"
  }

  private func identity(_ place: S.Place) async throws -> String? {
    let again = try S(address: slot.address)
    if again != slot || again.address != slot.address || again.place != slot.place { return "the slot is another one" }
    for value in [specimen.first, specimen.second] {
      let whole = try S.Value(identity: value.identity, content: value.content)
      if whole != value || whole.content != value.content { return "\(value.identity) is another value" }
      // Records are compared without the bytes, so the identity has to be enough for that.
      if try S.Value(identity: value.identity, content: []) != value {
        return "\(value.identity) is not known without bytes"
      }
    }
    return specimen.first == specimen.second ? "the two values of the specimen are one" : nil
  }

  private func reading(_ place: S.Place) async throws -> String? {
    let once = try await read(place)
    if let finding = compare(try await read(place), once, "read again") { return finding }
    return once == specimen.first || once == specimen.second ? "the place is not fresh" : nil
  }

  private func writing(_ place: S.Place) async throws -> String? {
    let original = try await read(place)
    try await Change.apply([change(original, specimen.first)], at: place)
    if let finding = compare(try await read(place), specimen.first, "after the first write") { return finding }
    try await Change.apply([change(specimen.first, specimen.second)], at: place)
    return compare(try await read(place), specimen.second, "after the second write")
  }

  private func repeating(_ place: S.Place) async throws -> String? {
    let original = try await read(place)
    for _ in 0..<2 { try await Change.apply([change(original, specimen.first)], at: place) }
    for _ in 0..<2 { try await Change.apply([change(specimen.first, specimen.second)], at: place) }
    for _ in 0..<2 { try await Change.apply([change(specimen.second, original)], at: place) }
    return compare(try await read(place), original, "after two removals")
  }

  private func restoring(_ place: S.Place) async throws -> String? {
    let original = try await read(place)
    let (make, move) = (change(original, specimen.first), change(specimen.first, specimen.second))
    try await Change.apply([make], at: place)
    try await Change.apply([move], at: place)
    try await Change.apply([move.reversed], at: place)
    if let finding = compare(try await read(place), specimen.first, "moved back") { return finding }
    try await Change.apply([make.reversed], at: place)
    return compare(try await read(place), original, "taken back")
  }

  private func crashing(_ place: S.Place) async throws -> String? {
    let original = try await read(place)
    let steps = [
      change(original, specimen.first), change(specimen.first, specimen.second), change(specimen.second, original),
    ]
    for step in steps {
      // Written, and nobody was told; then the request arrives once more, which may be refused and must not matter.
      try await S.write([step], at: place)
      try? await S.write([step], at: place)
      try await Change.apply([step], at: place)
      if let finding = compare(try await read(place), step.after, "finished by another process") { return finding }
    }
    return nil
  }

  private func disturbing(_ place: S.Place) async throws -> String? {
    let original = try await read(place)
    try await Change.apply([change(original, specimen.first)], at: place)
    try await Change.apply([change(specimen.first, specimen.second)], at: place)
    for stale in [change(original, specimen.first), change(specimen.first, original)] {
      do {
        try await Change.apply([stale], at: place)
        return "a change from \(stale.before?.identity ?? "nothing") went through"
      } catch let drift as Drift {
        guard drift.slot == slot.address, drift.found == specimen.second.identity else { return "it said \(drift)" }
      }
      if let finding = compare(try await read(place), specimen.second, "after the refused write") { return finding }
    }
    return nil
  }

  private func neighboring(_ place: S.Place) async throws -> String? {
    guard let neighbor = specimen.neighbor else { return nil }
    guard neighbor.place == slot.place else { return "the neighbor lies elsewhere" }
    let original = try await S.read([slot, neighbor], at: place)
    // The same value in both: a place that removes by content would take both.
    try await Change.apply(
      [
        Change(slot, from: original[slot], to: specimen.first),
        Change(neighbor, from: original[neighbor], to: specimen.first),
      ], at: place)
    try await Change.apply([change(specimen.first, original[slot])], at: place)
    let now = try await S.read([slot, neighbor], at: place)
    if now[slot] != original[slot] { return "the slot itself was not restored" }
    return now[neighbor] == specimen.first ? nil : "the neighbor holds \(now[neighbor]?.identity ?? "nothing")"
  }
}
