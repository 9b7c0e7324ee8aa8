public import Refusals
public import SemanticVersioning

/// Looks for releases among tags that a pattern does not count.
public enum TagPatternHint {
  /// The pattern that fits tags where `pattern` fits none of them; nil where it fits one, or nothing looks like a release.
  ///
  /// Of several spellings the one with the highest version counts.
  public static func note(for pattern: TagPattern, among tags: [String]) -> Note? {
    guard !tags.contains(where: { pattern.version(of: $0) != nil }) else { return nil }
    let found = tags.compactMap { tag in
      split(tag).map { (tag: tag, prefix: $0.prefix, version: $0.version) }
    }
    guard let highest = found.max(by: { $0.version.precedence < $1.version.precedence }) else { return nil }
    return Note(
      "tag-pattern",
      "\(highest.tag) looks like a release, and no tag counts by `\(pattern)`: write tag: \"\(highest.prefix){version}\"."
    )
  }

  /// A version and what stands before it; it begins at the first digit that does not follow another.
  private static func split(_ tag: String) -> (prefix: String, version: SemanticVersion)? {
    var last: Character = " "
    for index in tag.indices {
      defer { last = tag[index] }
      guard tag[index].isASCII, tag[index].isNumber, !last.isNumber,
        let version = try? SemanticVersion(parsing: tag[index...])
      else { continue }
      return (String(tag[..<index]), version)
    }
    return nil
  }
}
