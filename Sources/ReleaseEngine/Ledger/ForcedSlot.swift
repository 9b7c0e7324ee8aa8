public import Refusals

/// A slot whose foreign value is overwritten or taken over, and what it held when somebody asked for that.
///
/// It is done only while the slot still holds it: nobody has decided about a later value.
public struct ForcedSlot: Codable, Hashable, Sendable {
  /// The slot's address.
  public var slot: String
  /// The identity that was seen; nil for nothing.
  @ExplicitNull public var value: String?

  /// Makes an entry.
  public init(_ slot: String, seen value: String?) {
    self.slot = slot
    self.value = value
  }

  /// What is said where the slot holds yet another value.
  public func moved(to now: String?) -> Refusal {
    Refusal(
      .foreign, what: "\(slot) was left alone: it has moved again since it was to be forced.",
      why: "It held \(value ?? "nothing") then and holds \(now ?? "nothing")",
      remedy: "Find out who moves it; `--force \(slot)`, given again, is for what it holds now.")
  }
}

extension Sequence<ForcedSlot> {
  /// The entry of a slot whose value has moved since; nil where it holds what was seen, or was not looked at.
  func moved(_ slot: String, now: String?) -> ForcedSlot? { first { $0.slot == slot && $0.value != now } }
}
