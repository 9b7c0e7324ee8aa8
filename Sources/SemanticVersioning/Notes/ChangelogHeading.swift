/// What the heading of a release may be called in a changelog.
public enum ChangelogHeading {
  /// The names by which a section is known to be a release's.
  ///
  /// - Parameters:
  ///   - tag: the release's tag.
  ///   - version: its version, without the tag's prefix.
  ///   - component: the component; nil where there is only one, so that the version alone tells.
  /// - Returns: the names, without the escapes of Markdown.
  public static func names(tag: String, version: String, component: String?) -> Set<String> {
    component == nil ? [tag, version, "v\(version)"] : [tag]
  }

  /// Whether a section comes below that of a release: it is of a lower version, or of something else altogether.
  ///
  /// - Parameters:
  ///   - name: what the section's heading calls it.
  ///   - tag: the release's tag.
  ///   - version: its version, without the tag's prefix.
  /// - Returns: true also where either is no version that could be compared.
  public static func isBelow(_ name: String, tag: String, version: String) -> Bool {
    let prefix = tag.hasSuffix(version) ? String(tag.dropLast(version.count)) : tag
    let bare = [prefix, "v", ""].first { name.hasPrefix($0) }.map { name.dropFirst($0.count) } ?? name[...]
    guard let own = try? SemanticVersion(parsing: version), let other = try? SemanticVersion(parsing: bare) else {
      return true
    }
    return other.precedence < own.precedence
  }
}
