/// A slot holds neither what was before nor what must be after: somebody else changed it.
public struct Drift: Error, Hashable, Sendable {
  /// The slot's address.
  public var slot: String
  /// What it was expected to hold, before or after; nil for nothing.
  public var expected: String?
  /// What it holds; nil for nothing.
  public var found: String?

  /// Makes a finding.
  public init(slot: String, expected: String?, found: String?) {
    (self.slot, self.expected, self.found) = (slot, expected, found)
  }
}
