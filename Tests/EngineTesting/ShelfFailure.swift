/// What a client of a shelf is told when something goes wrong.
public enum ShelfFailure: Error, Hashable, Sendable {
  /// The process has ended; only a test ever sees this.
  case died
  /// Nobody knows whether the write was made.
  case noAnswer
  /// A slot of a place that compares did not hold what was expected.
  case stale(String)
  /// A place was asked to hold a value whose bytes were not brought, or were others.
  case otherBytes(String)
  /// The slot does not take writes at present.
  case busy(String)
}
