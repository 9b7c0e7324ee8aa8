/// A further run of lint and template over a chart, with values of its own.
public struct ChartCase: Sendable, Equatable {
  /// The name that the results are shown under.
  public var name: String
  /// What is set, in the order of the file: Helm's key and the value as written.
  public var set: [(String, String)]

  /// Makes a case.
  public init(name: String, set: [(String, String)]) {
    self.name = name
    self.set = set
  }

  /// Whether two cases are configured alike.
  public static func == (one: Self, other: Self) -> Bool {
    one.name == other.name && one.set.elementsEqual(other.set, by: ==)
  }
}
