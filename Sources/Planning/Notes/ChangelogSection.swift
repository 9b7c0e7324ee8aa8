import Stamping

/// What a release adds to the changelog.
public struct ChangelogSection: Sendable {
  /// The changelog, from the repository's root.
  public var file: String
  /// What the heading of the release may be called there.
  public var names: Set<String>
  /// The heading and the notes in Markdown, without a line break at the end.
  public var text: String

  /// Makes a section of the notes of a release.
  public init(file: String, names: Set<String>, text: String) {
    (self.file, self.names, self.text) = (file, names, text)
  }

  /// The changelog with the section; nil where it has one of that release already.
  func added(to bytes: [UInt8]) -> [UInt8]? {
    let changelog = ChangelogFile(bytes)
    return changelog.section(of: names) == nil ? changelog.inserting(text) : nil
  }
}
