public import ReleaseEngine

/// What a kind of slot brings to be tested: a slot, two values for it, and a way to a fresh place.
public struct SlotSpecimen<S: Slot>: Sendable {
  /// The slot.
  public var slot: S
  /// A value that the slot can hold.
  public var first: S.Value
  /// Another one, equal to the first in nothing.
  public var second: S.Value
  /// A slot of the same place, for the law that a write leaves it alone; nil where the place has no other.
  public var neighbor: S?
  /// Makes a place where the slot holds what it holds before anybody wrote it; each law gets one of its own.
  public var freshPlace: @Sendable () async throws -> S.Place

  /// Makes a specimen.
  public init(
    _ slot: S, _ first: S.Value, _ second: S.Value, besides neighbor: S? = nil,
    at freshPlace: @escaping @Sendable () async throws -> S.Place
  ) {
    (self.slot, self.first, self.second, self.neighbor) = (slot, first, second, neighbor)
    self.freshPlace = freshPlace
  }
}
