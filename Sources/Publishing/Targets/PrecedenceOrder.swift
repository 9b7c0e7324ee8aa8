import SemanticVersioning

/// The order of versions that are kept as text.
public enum PrecedenceOrder {
  /// Whether `one` comes before `other` in SemVer precedence; text that is no version comes first.
  public static func precedes(_ one: String, _ other: String) -> Bool {
    guard let other = try? SemanticVersion(parsing: other) else { return false }
    guard let one = try? SemanticVersion(parsing: one) else { return true }
    return one.precedence < other.precedence
  }
}
