/// What a slot held when a cut claimed it while no claim was active on it, or what `--force` adopted.
public struct Base: Codable, Hashable, Sendable {
  /// The identity it held; nil for nothing.
  @ExplicitNull public var value: String?
  /// The version that the value stands for: the highest unrecorded stable tag in the slot's scope, or the release that
  /// an adopted value displaced; nil when it stands for none and yields to every claim.
  @ExplicitNull public var rank: String?
  /// The value was somebody else's and taken over by `--force`: earlier claims on the slot have ended for good.
  public var adopted: Bool

  /// Makes a base.
  public init(_ value: String?, rank: String?, adopted: Bool = false) {
    self.value = value
    self.rank = rank
    self.adopted = adopted
  }
}
