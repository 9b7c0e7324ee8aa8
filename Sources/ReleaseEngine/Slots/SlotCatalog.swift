import Refusals

/// Every kind of slot there is, one line a kind: how records are read, and slots of any kind driven.
public struct SlotCatalog: Sendable {
  /// One kind of slot and the way to its places.
  public struct Line: Sendable {
    let kind: SlotKind
    let driver: any SlotDriver

    /// Makes the line of one type of slot.
    public init<S: Slot>(_: S.Type, at open: @escaping PlaceOpener<S>) {
      kind = S.kind
      driver = TypedDriver<S>(open: open)
    }
  }

  private let drivers: [SlotKind: any SlotDriver]

  /// Makes a catalog; of two lines of one kind the first counts.
  public init(_ lines: [Line]) {
    drivers = Dictionary(lines.map { ($0.kind, $0.driver) }, uniquingKeysWith: { first, _ in first })
  }

  /// The kinds it knows.
  public var kinds: Set<SlotKind> { Set(drivers.keys) }

  /// What the slots show, asked of their places side by side; an empty slot has no entry.
  public func read(_ slots: some Sequence<SlotName>) async throws -> [SlotName: HeldValue] {
    let groups = try Dictionary(grouping: Set(slots)) { GroupKey(kind: $0.kind, place: try place(of: $0)) }
    return try await withThrowingTaskGroup(of: [SlotName: HeldValue].self) { group in
      for (key, slots) in groups {
        let driver = try driver(key.kind)
        group.addTask {
          let held = try await driver.read(slots.map(\.address).sorted(), at: key.place)
          return held.reduce(into: [:]) { $0[SlotName(key.kind, $1.key)] = $1.value }
        }
      }
      return try await group.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }
  }

  /// Applies changes of one kind and place in one go; see ``Change/apply(_:at:)``.
  public func apply(_ changes: [SlotChange]) async throws {
    guard let first = changes.first else { return }
    try await driver(first.slot.kind).apply(changes, at: place(of: first.slot))
  }

  /// Where a slot lies.
  public func place(of slot: SlotName) throws -> PlaceName { try driver(slot.kind).place(of: slot.address) }

  /// Whether a slot that shows `now` counts as holding `value`.
  public func holds(_ value: HeldValue?, now: HeldValue?, in slot: SlotName) async throws -> Bool {
    try await driver(slot.kind).holds(value, now: now, in: slot.address)
  }

  /// Whether `value` is a trace of a write of ours that was cut short.
  public func isResidue(_ value: HeldValue, in slot: SlotName) throws -> Bool {
    try driver(slot.kind).isResidue(value, in: slot.address)
  }

  /// The tag of the release that a value names; nil where values of the slot's kind name none.
  public func tag(of value: HeldValue, in slot: SlotName) throws -> String? {
    try driver(slot.kind).tag(of: value, in: slot.address)
  }

  /// How a change could be taken back.
  public func reversal(of change: SlotChange) async throws -> Reversal {
    try await driver(change.slot.kind).reversal(of: change)
  }

  /// What is lacking for `value` to be worth showing; nil when it is whole.
  public func shortfall(of value: HeldValue, in slot: SlotName) async throws -> String? {
    try await driver(slot.kind).shortfall(of: value, in: slot.address)
  }

  /// What below `value` is not what it should be, each in one clause; with `isDeep` everything is read.
  public func lacks(of value: HeldValue, isDeep: Bool, in slot: SlotName) async throws -> [String] {
    try await driver(slot.kind).lacks(of: value, isDeep: isDeep, in: slot.address)
  }

  /// Whether a rollback goes on while slots of a kind cannot be read.
  public func mayBeAway(_ kind: SlotKind) -> Bool { drivers[kind]?.mayBeAway ?? false }

  /// The role that decides whether slots of a kind can hold a value at all; nil for those that stand alone.
  public func follows(_ kind: SlotKind) -> Role? { drivers[kind]?.follows }

  private func driver(_ kind: SlotKind) throws -> any SlotDriver {
    guard let driver = drivers[kind] else {
      throw Refusal(
        .ledgerDamaged, what: "A record names a slot of kind \(kind.rawValue), which this version does not know.",
        remedy: "Use the version of brokkr-release that made the record, or a newer one.")
    }
    return driver
  }

  private struct GroupKey: Hashable {
    var kind: SlotKind
    var place: PlaceName
  }
}
