/// What a tag's name is to a pattern.
public enum TagReading: Hashable, Sendable {
  /// The tag of this version.
  case version(SemanticVersion)
  /// It looks like the pattern, but holds no version; the reason has no period.
  case odd(reason: String)
  /// It has nothing to do with the pattern.
  case other
}
