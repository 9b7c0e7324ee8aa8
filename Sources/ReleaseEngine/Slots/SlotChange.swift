/// A change of any kind of slot, with its place in a release.
public struct SlotChange: Hashable, Sendable {
  /// What became, or is to become, of the change.
  public enum State: String, Codable, Sendable {
    case pending, done, undone, kept, foreign, impossible
  }

  /// What is changed.
  public var slot: SlotName
  /// What the slot is to the release; decides the order.
  public var role: Role
  /// What it held; nil for nothing.
  public var before: HeldValue?
  /// What it must hold; nil for nothing.
  public var after: HeldValue?
  /// How the change could be taken back.
  public var reversal: Reversal
  /// How far it is.
  public var state: State

  /// Makes a change that is still to be made.
  public init(
    _ slot: SlotName, _ role: Role, from before: HeldValue?, to after: HeldValue?, reversal: Reversal = .exact,
    state: State = .pending
  ) {
    (self.slot, self.role, self.before, self.after) = (slot, role, before, after)
    (self.reversal, self.state) = (reversal, state)
  }

  /// The way back.
  public var reversed: Self {
    var change = self
    (change.before, change.after) = (after, before)
    return change
  }
}
