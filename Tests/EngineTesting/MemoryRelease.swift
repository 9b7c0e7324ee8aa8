public import ReleaseEngine

/// A page on a shelf that is written in two steps, so that a write can be cut short in the middle.
public struct MemoryRelease: SingleSlot {
  /// The process that reads and writes.
  public typealias Place = ShelfClient
  /// Like any value on a shelf.
  public typealias Value = MemoryValue
  /// `memory.release`.
  public static let kind: SlotKind = "memory.release"
  /// Its name.
  public var name: String

  /// Names a slot.
  public init(_ name: String) { self.name = name }

  /// Reads `memory-release:NAME`.
  public init(address: String) throws {
    guard address.hasPrefix("memory-release:") else { throw ShelfFailure.stale(address) }
    name = String(address.dropFirst(15))
  }

  /// `memory-release:NAME`.
  public var address: String { "memory-release:\(name)" }
  /// All pages lie in one place.
  public var place: PlaceName { "forge" }

  /// The identity of the page of a release.
  public static func page(of version: String) -> String { "page-\(version)" }
  /// The identity of the page that says that a release is withdrawn.
  public static func withdrawnPage(of version: String) -> String { "withdrawn-\(version)" }

  /// Reads the page.
  public func read(_ place: ShelfClient) async throws -> MemoryValue? {
    try await place.read([address])[address].map { MemoryValue($0) }
  }

  /// Writes the page: first a draft, then the whole.
  ///
  /// A page goes in one step.
  public func write(_ value: MemoryValue?, over expected: MemoryValue?, at place: ShelfClient) async throws {
    if let value {
      try value.checkBytes(for: address)
      try await place.write([(address, expected?.identity, "draft-\(value.identity)")], compares: false)
    }
    try await place.write([(address, expected?.identity, value?.identity)], compares: false)
  }

  /// A draft is what a write left that was cut short.
  public func isResidue(_ value: MemoryValue) -> Bool { value.identity.hasPrefix("draft-") }
}
