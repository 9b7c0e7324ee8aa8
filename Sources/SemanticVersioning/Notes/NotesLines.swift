/// What one commit adds to the notes, with what was squashed into it.
struct NotesLines {
  private(set) var breaking: [ReleaseNotes.Entry] = []
  private(set) var entries: [(kind: ReleaseNotes.Kind, entry: ReleaseNotes.Entry)] = []

  /// What is there already, so that a list of thousands costs one look each.
  private var known: Set<[String]> = []

  /// Reads what a commit says; `kinds` are those that are told, by their types.
  init(of message: ConventionalCommit, commit: String, kinds: [String: ReleaseNotes.Kind]) {
    if let again = message.reapplied, let kind = kinds[again.type] {
      add(kind, again.description, again.scope, again.isBreaking, commit)
    } else {
      addTitle(of: message, commit, kinds)
    }
    for header in message.squashed {
      guard let kind = kinds[header.type] else { continue }
      add(kind, header.description, header.scope, header.isBreaking, commit)
    }
    breaking = Self.breaking(in: message, commit: commit)
  }

  private mutating func addTitle(
    of message: ConventionalCommit, _ commit: String, _ kinds: [String: ReleaseNotes.Kind]
  ) {
    let title = message.isRevert ? message.revertedSubject : message.header?.description
    let type = message.isRevert ? ConventionalHeader.revertType : message.type
    if let title, let kind = type.flatMap({ kinds[$0] }) {
      add(kind, title, message.scope, message.isBreaking, commit)
    }
  }

  /// A forge writes the title of a pull request into the list of its commits as well, and its number behind the title.
  private mutating func add(
    _ kind: ReleaseNotes.Kind, _ subject: String, _ scope: String?, _ isBreaking: Bool, _ commit: String
  ) {
    let entry = ReleaseNotes.Entry(commit: commit, subject: subject, scope: scope, isBreaking: isBreaking)
    guard !entry.subject.isEmpty else { return }
    let key = [kind.type, entry.scope ?? "", PullNumber.removed(from: entry.subject)]
    if known.insert(key).inserted { entries.append((kind, entry)) }
  }

  /// What the footers say, else the titles that have an exclamation mark.
  private static func breaking(in message: ConventionalCommit, commit: String) -> [ReleaseNotes.Entry] {
    func entry(_ text: String, _ scope: String?) -> ReleaseNotes.Entry {
      ReleaseNotes.Entry(
        commit: commit, subject: text, limit: CommitText.breakingLimit, scope: scope, isBreaking: true)
    }
    let told = message.breakingChanges.map { entry($0, message.scope) }.filter { !$0.subject.isEmpty }
    let again = told.isEmpty ? [message.reapplied].compactMap(\.self) : []
    let marked = (again + message.squashed).filter(\.isBreaking).map { entry($0.description, $0.scope) }
    let isTitleMarked = message.header?.isBreaking == true || !message.breakingChanges.isEmpty
    let title = told.isEmpty && isTitleMarked ? [entry(message.description, message.scope)] : []
    return told + title + marked
  }
}
