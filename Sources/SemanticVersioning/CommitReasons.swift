/// What the commits of a range ask for, with what they take back among themselves.
///
/// Those that do not count are never told, and take nothing back; merges are followed through them.
struct CommitReasons {
  /// What each commit that counts asks for, newest first.
  private(set) var reasons: [NextVersion.Reason] = []
  private let request: NextVersion.Request
  private let messages: [ConventionalCommit]
  /// Where the commits of an abbreviated id stand, so that a message full of ids costs one look each.
  private var places: [Substring: [Int]] = [:]
  /// Where the commits of a subject stand, newest first, without those that were passed already.
  private var subjects: [String: ArraySlice<Int>] = [:]
  /// For each commit, the index of the one that takes it back.
  private var reverting: [Int?]
  /// What merges brought; nil where nothing is taken back.
  private var sides: MergedSides?

  private static let abbreviation = 7

  init(_ request: NextVersion.Request, isReleased: (String) throws -> Bool) rethrows {
    self.request = request
    if let plain = Self.plain(request) {
      (reasons, messages, reverting) = (plain, [], [])
      return
    }
    messages = request.commits.map { $0.counts ? ConventionalCommit(parsing: $0.message) : ConventionalCommit() }
    reverting = Array(repeating: nil, count: messages.count)
    sides = MergedSides(request.commits)
    fillTables()
    reasons.reserveCapacity(messages.count)
    for index in messages.indices where request.commits[index].counts {
      reasons.append(try reason(at: index, isReleased))
    }
  }

  /// Bytes are counted first, as counting characters costs more than all the rest.
  private static func shortened(_ subject: String) -> String {
    subject.utf8.count <= 200 ? subject : String(subject.prefix(200))
  }

  private mutating func fillTables() {
    for (index, commit) in request.commits.enumerated() {
      places[commit.id.prefix(Self.abbreviation), default: []].append(index)
      guard commit.counts else { continue }
      subjects[PullNumber.removed(from: messages[index].subject), default: []].append(index)
      guard let title = messages[index].pullTitle else { continue }
      subjects[PullNumber.removed(from: title), default: []].append(index)
    }
  }

  /// The reasons of a range in which nothing is taken back; nil where something is.
  ///
  /// Most ranges are such, and need no message a second time.
  private static func plain(_ request: NextVersion.Request) -> [NextVersion.Reason]? {
    var reasons: [NextVersion.Reason] = []
    reasons.reserveCapacity(request.commits.count)
    for commit in request.commits where commit.counts {
      let message = ConventionalCommit(parsing: commit.message)
      guard message.revertedIDs.isEmpty, message.revertedSubject == nil else { return nil }
      reasons.append(reason(of: commit, message, takesBack: false, request))
    }
    return reasons
  }

  private static func reason(
    of commit: NextVersion.Commit, _ message: ConventionalCommit, takesBack: Bool, _ request: NextVersion.Request
  ) -> NextVersion.Reason {
    var reason = NextVersion.Reason(commit: commit.id, subject: shortened(message.subject), bump: nil)
    if isMere(merge: commit, message) {
      reason.note = "a merge"
    } else if let tag = message.releaseTag, request.isReleaseTag(tag) {
      reason.note = "made by the release of \(tag.prefix(64))"
    } else if message.isRevert, takesBack, message.isTitleAlone {
      reason.note = "reverts what is not released yet"
    } else {
      let message = takesBack ? message.withoutRevert : message
      let bump = request.rules.bump(for: commit.isMerge ? message.withoutList : message)
      reason.takesBack = takesBack
      reason.bump = bump.map { request.rules.effective($0, on: request.base) }
    }
    return reason
  }

  /// Whether it only joins branches: it has several parents, no title of its own and no footer, or is worded so and lists
  /// nothing.
  ///
  /// Forges word a squash like a merge as well; its commits are nowhere else.
  private static func isMere(merge commit: NextVersion.Commit, _ message: ConventionalCommit) -> Bool {
    commit.isMerge
      ? message.header == nil && message.breakingChanges.isEmpty
      : message.isMerge && message.headers.isEmpty && !message.isBreaking
  }

  private mutating func reason(
    at index: Int, _ isReleased: (String) throws -> Bool
  ) rethrows -> NextVersion.Reason {
    let (commit, message) = (request.commits[index], messages[index])
    if let by = reverting[index] {
      let note = "reverted by \(request.commits[by].id.prefix(Self.abbreviation))"
      return .init(commit: commit.id, subject: Self.shortened(message.subject), bump: nil, note: note)
    }
    // One that takes back anything of what is released changes that.
    var (takesBack, isOfReleased) = (false, false)
    for target in try targets(of: message, at: index, isReleased) {
      let isMerge = request.commits[target].isMerge
      let brought = isMerge ? sides?.brought(by: target, besides: message.remainingID) ?? [] : []
      // A merge whose commits are all released, or that is told without its parents, changes what is released.
      let isWhole = isMerge && !request.commits[target].parents.isEmpty
      takesBack = takesBack || (isWhole ? brought : [target]).contains { request.commits[$0].counts }
      if isWhole, let base = request.baseCommit, let sides {
        isOfReleased = isOfReleased || sides.brings(base, by: target, besides: message.remainingID)
      }
      for target in [target] + brought where reverting[target] == nil { reverting[target] = index }
    }
    if takesBack, !isOfReleased { isOfReleased = try takesBackReleased(message, isReleased) }
    return Self.reason(of: commit, message, takesBack: takesBack && !isOfReleased, request)
  }

  /// Whether a message names a commit that is not in the range by an id of one that is released.
  private func takesBackReleased(
    _ message: ConventionalCommit, _ isReleased: (String) throws -> Bool
  ) rethrows -> Bool {
    try message.revertedIDs.contains { id in
      let isHere = (places[id.prefix(Self.abbreviation)] ?? []).contains { request.commits[$0].id.hasPrefix(id) }
      return try !isHere && isReleased(id)
    }
  }

  /// The older commits of the range that a message takes back: by id, else by subject, as ids change in a rebase and
  /// forges leave them out; but where the id names a commit that is released, that one is meant.
  private mutating func targets(
    of message: ConventionalCommit, at index: Int, _ isReleased: (String) throws -> Bool
  ) rethrows -> [Int] {
    let byID = Set(message.revertedIDs).flatMap { id in
      (places[id.prefix(Self.abbreviation)] ?? []).filter { $0 > index && request.commits[$0].id.hasPrefix(id) }
    }
    guard byID.isEmpty, let subject = message.revertedSubject.map(PullNumber.removed) else { return byID }
    let rest = (subjects[subject] ?? []).drop { $0 <= index || reverting[$0] != nil }
    subjects[subject] = rest
    guard let place = rest.first, try !message.revertedIDs.contains(where: isReleased) else { return [] }
    return [place]
  }
}
