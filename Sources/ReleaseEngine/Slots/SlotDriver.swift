/// Gives a place by its name, opened when it is first needed.
public typealias PlaceOpener<S: Slot> = @Sendable (PlaceName) async throws -> S.Place

/// What the engine does with slots of one kind, without their type.
protocol SlotDriver: Sendable {
  var mayBeAway: Bool { get }
  var follows: Role? { get }
  func place(of address: String) throws -> PlaceName
  func read(_ addresses: [String], at place: PlaceName) async throws -> [String: HeldValue]
  func apply(_ changes: [SlotChange], at place: PlaceName) async throws
  func holds(_ value: HeldValue?, now: HeldValue?, in address: String) async throws -> Bool
  func isResidue(_ value: HeldValue, in address: String) throws -> Bool
  func tag(of value: HeldValue, in address: String) throws -> String?
  func reversal(of change: SlotChange) async throws -> Reversal
  func shortfall(of value: HeldValue, in address: String) async throws -> String?
  func lacks(of value: HeldValue, isDeep: Bool, in address: String) async throws -> [String]
}

/// The slots of one type and the way to their places.
struct TypedDriver<S: Slot>: SlotDriver {
  let open: PlaceOpener<S>

  var mayBeAway: Bool { S.mayBeAway }
  var follows: Role? { S.follows }

  func place(of address: String) throws -> PlaceName { try S(address: address).place }

  func read(_ addresses: [String], at place: PlaceName) async throws -> [String: HeldValue] {
    let held = try await S.read(addresses.map { try S(address: $0) }, at: open(place))
    return held.reduce(into: [:]) { $0[$1.key.address] = HeldValue($1.value.identity, content: $1.value.content) }
  }

  func apply(_ changes: [SlotChange], at place: PlaceName) async throws {
    try await Change<S>.apply(changes.map(typed), at: open(place))
  }

  func holds(_ value: HeldValue?, now: HeldValue?, in address: String) async throws -> Bool {
    if value == now { return true }
    let slot = try S(address: address)
    return try await slot.holds(typed(value), now: typed(now), at: open(slot.place))
  }

  func isResidue(_ value: HeldValue, in address: String) throws -> Bool {
    guard let value = try typed(value) else { return false }
    return try S(address: address).isResidue(value)
  }

  func tag(of value: HeldValue, in address: String) throws -> String? {
    guard let value = try typed(value) else { return nil }
    return try S(address: address).tag(of: value)
  }

  func reversal(of change: SlotChange) async throws -> Reversal {
    let change = try typed(change)
    return try await change.slot.reversal(of: change, at: open(change.slot.place))
  }

  func shortfall(of value: HeldValue, in address: String) async throws -> String? {
    let slot = try S(address: address)
    guard let value = try typed(value) else { return nil }
    return try await slot.shortfall(of: value, at: open(slot.place))
  }

  func lacks(of value: HeldValue, isDeep: Bool, in address: String) async throws -> [String] {
    let slot = try S(address: address)
    guard let value = try typed(value) else { return [] }
    return try await slot.lacks(of: value, isDeep: isDeep, at: open(slot.place))
  }

  private func typed(_ value: HeldValue?) throws -> S.Value? {
    try value.map { try S.Value(identity: $0.identity, content: $0.content) }
  }

  private func typed(_ change: SlotChange) throws -> Change<S> {
    try Change(S(address: change.slot.address), from: typed(change.before), to: typed(change.after))
  }
}
