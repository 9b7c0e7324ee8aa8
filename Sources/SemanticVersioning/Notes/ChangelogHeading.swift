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
}
