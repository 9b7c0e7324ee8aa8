/// One thing that was looked at, and how it is.
public struct Diagnosis: Hashable, Sendable, Codable {
  /// How it is.
  public enum State: String, Hashable, Sendable, Codable {
    /// As it should be.
    case ok
    /// Something that a release can live with.
    case warning
    /// Something that a release cannot live with.
    case failed
    /// Something that only others may look at.
    case unknown
  }

  /// What was looked at, in a word or two.
  public var name: String
  /// How it is.
  public var state: State
  /// What was found, one sentence.
  public var message: String
  /// What to do; empty where nothing is to be done.
  public var fix: String
  /// A stable word for scripts, such as `ledger-damaged`; nil where nothing is wrong, or it has none.
  public var code: String?
  /// A release can live with it, and a rollback from here cannot.
  var stopsRollback = false

  /// Makes a diagnosis.
  public init(_ name: String, _ state: State, _ message: String, fix: String = "", code: String? = nil) {
    (self.name, self.state, self.message, self.fix, self.code) = (name, state, message, fix, code)
  }

  enum CodingKeys: String, CodingKey { case name, state, message, fix, code }
}
