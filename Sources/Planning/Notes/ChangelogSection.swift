import Git
import Publishing
import Refusals
import ReleaseEngine
public import SemanticVersioning
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

  /// The changelog of the working tree with the section of a version, for a pull request of one's own.
  ///
  /// A cut finds the section then, and leaves it as it is.
  ///
  /// - Parameters:
  ///   - version: the version.
  ///   - scope: what is released.
  ///   - workspace: the repository and its configuration.
  ///   - read: gives the text of a file by its path; nil where there is none.
  /// - Returns: the file and its new text; nil where none is configured, or it has a section of the version already.
  /// - Throws: a `Refusal` where the clone cannot tell the notes, or the file is not there.
  public static func stamped(
    _ version: SemanticVersion, of scope: ComponentScope, in workspace: Workspace, read: (String) throws -> [UInt8]?
  ) throws -> (file: String, bytes: [UInt8])? {
    guard let file = scope.changelog else { return nil }
    guard let text = try read(file) else {
      throw Refusal(
        .missingPath, what: "\(file) is not there.", why: "The configuration has releases add their notes to it",
        remedy: "Make the file, or correct the configuration.")
    }
    let tag = scope.tag.tag(for: version)
    let names = ChangelogHeading.names(tag: tag, version: version.description, component: scope.name)
    guard ChangelogFile(text).section(of: names) == nil else { return nil }
    let configuration = workspace.configuration
    let standings = try workspace.ledger.loadLocal().state.standings
    let checkedOut = try CheckedOut(in: workspace.repository, configuration)
    let rule = checkedOut.branch.flatMap(configuration.rule(forBranch:))
    let taker = try NotesTaker(
      of: workspace.repository, configuration, scope: scope, standings: standings, rule: rule)
    let links = ForgeLinks(of: configuration.remote, in: workspace.repository)
    let notes = try taker.notes(of: version, at: checkedOut.commit, isDated: true).markdown(links: links)
    return ChangelogSection(file: file, names: names, text: notes).added(to: text).map { (file, $0) }
  }
}
