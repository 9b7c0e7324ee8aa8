/// A slot of any kind: its type and address, all that a record needs to name it.
public struct SlotName: Hashable, Sendable, Comparable {
  /// The type of slot.
  public var kind: SlotKind
  /// The slot's address.
  public var address: String

  /// Makes a name.
  public init(_ kind: SlotKind, _ address: String) { (self.kind, self.address) = (kind, address) }

  /// Names the slot.
  public init<S: Slot>(_ slot: S) { self.init(S.kind, slot.address) }

  /// Orders by address.
  public static func < (one: Self, other: Self) -> Bool { one.address < other.address }
}
