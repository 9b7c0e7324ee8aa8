/// A place that will never take the write: trying again changes nothing.
public struct Unwritable: Error, Hashable, Sendable {
  /// The slot's address.
  public var slot: String
  /// What the place says.
  public var reason: String

  /// Makes a finding.
  public init(slot: String, reason: String) { (self.slot, self.reason) = (slot, reason) }
}
