import ArgumentParser
import Git
import Planning
import SemanticVersioning

/// Prints the notes of a version, or of what is unreleased.
struct Changelog: DirectCommand {
  static let configuration = CommandConfiguration(
    commandName: "changelog", abstract: "Print the notes of a version, or of what is unreleased.",
    discussion: """
      The notes are made of the commits since the highest final release below the version, so that a final version's \
      span all its candidates: what breaks first, then `feat`, `fix`, `perf` and reverts. What a later commit takes \
      back is left out together with that commit.

      It ends with 3 where there is nothing to release, and with 9 where the clone holds too little history to say.
      """)

  @Argument(help: "The version; otherwise what `next` says.")
  var version: String?

  @OptionGroup var component: ComponentOption
  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) throws -> Answer {
    let repository = try output.openRepository()
    let configuration = try output.configuration(of: repository, isDetecting: false)
    let standings = try LedgerStandings.told(repository, configuration, output)
    let notes: ReleaseNotes
    if let version {
      let named = try ComponentScope.resolve(version, component: component.name, in: configuration)
      let taker = try NotesTaker(of: repository, configuration, scope: named.scope, standings: standings)
      notes = try taker.notes(ofTagged: named.version)
    } else {
      let scope = try ComponentScope.named(component.name, in: configuration)
      let checkedOut = try CheckedOut(in: repository, configuration)
      let (head, branch) = (checkedOut.commit, checkedOut.branch)
      let rule = branch.flatMap(configuration.rule(forBranch:))
      let taker = try NotesTaker(of: repository, configuration, scope: scope, standings: standings, rule: rule)
      let source = HistorySource(
        of: repository, at: head, rule: rule, standings: standings, remote: configuration.remote)
      let history = try VersionHistory(of: scope, in: configuration, source)
      let next = try history.next(.auto, pre: nil, rules: configuration.bump, spelling: configuration.prerelease)
      notes = try taker.notes(of: next.version, at: head, isDated: false)
    }
    let markdown = notes.markdown(links: ForgeLinks(of: configuration.remote, in: repository))
    return Answer(StyledText(markdown), json: Self.json(notes, markdown))
  }

  private static func json(_ notes: ReleaseNotes, _ markdown: String) -> JSONValue {
    [
      "version": .string(notes.version.description), "tag": .string(notes.tag), "date": JSONValue(notes.date),
      "previous": JSONValue(notes.previous), "breaking": .array(notes.breaking.map(json)),
      "sections": .array(
        notes.sections.map { section in
          [
            "type": .string(section.kind.type), "title": .string(section.kind.title),
            "entries": .array(section.entries.map(json)),
          ]
        }),
      "markdown": .string(markdown),
    ]
  }

  private static func json(_ entry: ReleaseNotes.Entry) -> JSONValue {
    [
      "commit": .string(entry.commit), "subject": .string(entry.subject), "scope": JSONValue(entry.scope),
      "breaking": .bool(entry.isBreaking), "references": .array(entry.references.map { .string($0) }),
    ]
  }
}
