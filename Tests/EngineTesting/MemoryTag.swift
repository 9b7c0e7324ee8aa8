import Refusals
public import ReleaseEngine

/// A name on a shelf that is written in one step; in the place `git` all or none, and over what was there.
public struct MemoryTag: Slot {
  /// `memory.tag`.
  public static let kind: SlotKind = "memory.tag"
  /// Where it lies.
  public var place: PlaceName
  /// Its name there.
  public var name: String

  /// Names a slot.
  public init(_ place: PlaceName, _ name: String) { (self.place, self.name) = (place, name) }

  /// Reads `memory:PLACE/NAME`.
  public init(address: String) throws {
    let parts = address.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, parts[0].hasPrefix("memory:") else { throw ShelfFailure.stale(address) }
    self.init(PlaceName(rawValue: String(parts[0].dropFirst(7))), String(parts[1]))
  }

  /// `memory:PLACE/NAME`.
  public var address: String { "memory:\(place.rawValue)/\(name)" }

  /// Reads them in one go.
  public static func read(_ slots: [Self], at place: ShelfClient) async throws -> [Self: MemoryValue] {
    let found = try await place.read(slots.map(\.address))
    return slots.reduce(into: [:]) { held, slot in held[slot] = found[slot.address].map { MemoryValue($0) } }
  }

  /// Writes them in one go where the place compares, else one after the other.
  public static func write(_ changes: [Change<Self>], at place: ShelfClient) async throws {
    let steps = changes.map { (slot: $0.slot.address, before: $0.before?.identity, after: $0.after?.identity) }
    if let first = changes.first, Shelf.compares(first.slot.place) {
      return try await place.write(steps, compares: true)
    }
    for (change, step) in zip(changes, steps) {
      try await WritePermission.check()
      try change.after?.checkBytes(for: step.slot)
      try await place.write([step], compares: false)
    }
  }

  /// A name that begins with `permanent-` cannot be taken back once it is there.
  public func reversal(of change: Change<Self>, at place: ShelfClient) async throws -> Reversal {
    guard change.before == nil, name.hasPrefix("permanent-") else { return .exact }
    return .impossible("\(self.place.rawValue) never removes \(name)")
  }

  /// A value that begins with `dangling-` lacks what it points at.
  public func shortfall(of value: MemoryValue, at place: ShelfClient) async throws -> String? {
    value.identity.hasPrefix("dangling-") ? "what \(value.identity) points at is gone" : nil
  }

  /// A name that begins with `branch-` holds all that it ever held: `one+two` holds `one`.
  public func holds(_ value: MemoryValue?, now: MemoryValue?, at place: ShelfClient) async throws -> Bool {
    guard name.hasPrefix("branch-"), let value, let now else { return value == now }
    return now.identity.split(separator: "+").contains { $0 == value.identity.split(separator: "+").last ?? "" }
  }
}
