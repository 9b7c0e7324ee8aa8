import Git
import Refusals
import SemanticVersioning
import Stamping

/// What a release says about itself: in the changelog, and in the message of its tag.
struct ReleaseTexts {
  /// What is added to the changelog; nil where nothing is.
  var section: ChangelogSection?
  /// What the tag's message says below its first line; empty for nothing.
  var message = ""
  /// The notes as a page shows them, Markdown; empty for none.
  var page = ""
  /// Remarks.
  var remarks: [Note] = []

  /// Gathers the texts.
  ///
  /// All that decides the section is the same in every job: the commit, the version, the configuration, and of the
  /// remote its address, the tags below the version, and which of them were taken back.
  ///
  /// - Parameters:
  ///   - version: the version.
  ///   - head: the commit that is released.
  ///   - scope: what is released.
  ///   - workspace: the repository and its configuration.
  ///   - tags: what each tag of the remote points at.
  ///   - standings: what the ledger says of each release.
  ///   - rule: the rule of the branch; nil counts as trunk.
  /// - Throws: a `Refusal` where the changelog needs the notes and the clone cannot tell them.
  init(
    of version: SemanticVersion, at head: Commit, _ scope: ComponentScope, in workspace: Workspace,
    tags: [String: ObjectID], standings: [ReleaseStanding], rule: BranchRule? = nil
  ) throws {
    let (repository, configuration) = (workspace.repository, workspace.configuration)
    let tag = scope.tag.tag(for: version)
    let names = ChangelogHeading.names(tag: tag, version: version.description, component: scope.name)
    let file = scope.changelog
    let changelog = try file.flatMap { try repository.file($0, in: head.id) }.map(ChangelogFile.init)
    if let written = changelog?.notes(of: names) {
      message = ReleaseNotes.messageText(written)
      page = written
      return
    }
    let isWritten = file != nil && (configuration.stamp == .commit || configuration.stamp == .tag)
    do {
      let taker = try NotesTaker(
        of: repository, configuration, scope: scope, tags: tags, standings: standings, rule: rule)
      let notes = try taker.notes(of: version, at: head.id, isDated: true)
      message = notes.text
      let links = ForgeLinks(of: configuration.remote, in: repository)
      page = notes.markdown(links: links)
      guard let file, isWritten else { return }
      section = ChangelogSection(file: file, names: names, text: page)
    } catch let refusal as Refusal where refusal.code == .historyUnsafe && !isWritten {
      remarks.append(Note("notes-missing", "The tag will have no notes: \(refusal.why)."))
    }
  }

  /// Nothing, as for a tag that somebody else made.
  init() {}
}
