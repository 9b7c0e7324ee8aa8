/// What a commit message says about the version: Conventional Commits, what git and forges write, and our own trailer.
///
/// Any text is a message. What does not read as a Conventional Commit has no header.
public struct ConventionalCommit: Hashable, Sendable {
  /// The first line that is not empty, without blanks around it.
  public internal(set) var subject = ""
  /// The first line's parts, or those of ``pullTitle``; nil where it is no Conventional Commit.
  public internal(set) var header: ConventionalHeader?
  /// The headers of the commits that were squashed into it, from lines such as `* feat: x` or `- feat: x`, or from git's own
  /// list of a squash; oldest first.
  ///
  /// What a later line of the same list reverts is left out together with that line.
  public internal(set) var squashed: [ConventionalHeader] = []
  /// The text of each `BREAKING CHANGE:` footer, its lines joined by spaces.
  public internal(set) var breakingChanges: [String] = []
  /// Whether it only joins branches, as git and forges word it.
  public internal(set) var isMerge = false
  /// The line below the words with which forges join the branch of a pull request; nil where it is no Conventional Commit.
  ///
  /// Forges write the title of a pull request there. It gives the ``header`` then.
  public internal(set) var pullTitle: String?
  /// Whether undoing something else is all it does, by its first line.
  public internal(set) var isRevert = false
  /// The ids, seven digits or more, of the commits that it says it reverts.
  public internal(set) var revertedIDs: [String] = []
  /// The id of the side that stays where a merge is reverted, as git words it: `reversing changes made to ID`.
  public internal(set) var remainingID: String?
  /// The subject of the commit that its first line says it reverts.
  public internal(set) var revertedSubject: String?
  /// What a `Release:` trailer names, if it is one word with a digit: a release tool's own commit where that is a tag.
  public internal(set) var releaseTag: String?

  /// Reads a commit message.
  public init(parsing message: String) {
    var scan = MessageScan(Array(message.utf8))
    scan.run()
    self = scan.commit
  }

  init() {}

  /// The same without what was squashed into it: a merge lists commits that are there themselves.
  var withoutList: ConventionalCommit {
    var message = self
    message.squashed = []
    return message
  }

  /// Whether it says nothing besides its title.
  var isTitleAlone: Bool { withoutRevert.headers.isEmpty && breakingChanges.isEmpty }

  /// The same without what its title takes back, which its list says once more.
  var withoutRevert: ConventionalCommit {
    guard let subject = revertedSubject.map(PullNumber.removed) else { return self }
    var message = self
    (message.header, message.isRevert) = (nil, false)
    message.squashed.removeAll {
      $0.type == ConventionalHeader.revertType && PullNumber.removed(from: $0.description) == subject
    }
    return message
  }

  /// What it brings back by taking back a revert; nil where it does not, or that is no Conventional Commit.
  public var reapplied: ConventionalHeader? {
    guard isRevert, let subject = revertedSubject, subject.hasPrefix("Revert \""), subject.hasSuffix("\"") else {
      return nil
    }
    return ConventionalHeader(parsing: subject.dropFirst(8).dropLast())
  }

  /// The type of the first line; nil where it has none.
  public var type: String? { header?.type }
  /// The scope of the first line; nil where it has none.
  public var scope: String? { header?.scope }
  /// What was done: the first line without type and scope.
  public var description: String { header?.description ?? subject }
  /// The first line's header and those that were squashed into it.
  public var headers: [ConventionalHeader] { (header.map { [$0] } ?? []) + squashed }
  /// Whether it breaks what users rely on.
  public var isBreaking: Bool {
    !breakingChanges.isEmpty || header?.isBreaking == true || squashed.contains(where: \.isBreaking)
  }
}
