/// What becomes of the files that state the version.
public enum StampMode: String, CaseIterable, Sendable, Codable {
  /// A commit on the branch says the version.
  case commit
  /// A commit that only the tag reaches says it.
  case tag
  /// Only what is packaged says it.
  case none
  /// The files must already say it.
  case check
}
