/// Several refusals found in one look, reported together.
public struct RefusalList: Error, Sendable {
  /// The refusals, in the order in which they were found; never empty.
  public var refusals: [Refusal]

  /// Makes a list of what was found.
  public init(_ refusals: [Refusal]) { self.refusals = refusals }
}
