/// Bytes that undo needs, by the tag of the record that keeps them and the identity of the value.
public struct ContentStore: Hashable, Sendable {
  private(set) var entries: [String: [String: [UInt8]]] = [:]

  /// An empty store.
  public init() {}

  /// Keeps the bytes of a value beside the record of `tag`; a value without bytes needs none.
  public mutating func keep(_ value: HeldValue?, of tag: String) {
    guard let value, !value.content.isEmpty else { return }
    entries[tag, default: [:]][value.identity] = value.content
  }

  /// Calls `body` with each entry, in no particular order.
  public func forEach(_ body: (_ tag: String, _ identity: String, _ content: [UInt8]) throws -> Void) rethrows {
    for (tag, values) in entries { for (identity, content) in values { try body(tag, identity, content) } }
  }

  /// The bytes of a value; nil where they are not here.
  public func content(_ identity: String, of tag: String) -> [UInt8]? { entries[tag]?[identity] }
}
