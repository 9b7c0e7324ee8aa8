/// How a release was taken back; nil where it was not.
public enum RollbackMode: String, Codable, Sendable {
  /// Nobody new gets it; its names and bytes stay.
  case withdrawn
  /// As if it had never been.
  case purged
}
