/// What the commits of a range ask for, with what they take back among themselves.
struct CommitReasons {
  private(set) var reasons: [NextVersion.Reason] = []
  private let request: NextVersion.Request
  /// What the messages say, in the order of the commits.
  let messages: [ConventionalCommit]
  /// Where the commits of an abbreviated id stand, so that a message full of ids costs one look each.
  private var places: [Substring: [Int]] = [:]
  /// Where the commits of a subject stand, newest first, without those that were passed already.
  private var subjects: [String: ArraySlice<Int>] = [:]
  /// For each commit, the index of the one that takes it back.
  private var reverting: [Int?]

  private static let abbreviation = 7

  init(_ request: NextVersion.Request) {
    self.request = request
    messages = request.commits.map { ConventionalCommit(parsing: $0.message) }
    reverting = Array(repeating: nil, count: messages.count)
    // Few ranges hold a revert; only those pay for the look-up tables.
    if messages.contains(where: { !$0.revertedIDs.isEmpty || $0.revertedSubject != nil }) { fillTables() }
    reasons.reserveCapacity(messages.count)
    for index in messages.indices { reasons.append(reason(at: index)) }
  }

  private mutating func fillTables() {
    for (index, commit) in request.commits.enumerated() {
      places[commit.id.prefix(Self.abbreviation), default: []].append(index)
      subjects[PullNumber.removed(from: messages[index].subject), default: []].append(index)
    }
  }

  private mutating func reason(at index: Int) -> NextVersion.Reason {
    let (commit, message) = (request.commits[index], messages[index])
    var reason = NextVersion.Reason(commit: commit.id, subject: String(message.subject.prefix(200)), bump: nil)
    if let by = reverting[index] {
      reason.note = "reverted by \(request.commits[by].id.prefix(Self.abbreviation))"
      return reason
    }
    let targets = targets(of: message, at: index)
    for target in targets where reverting[target] == nil { reverting[target] = index }
    if commit.isMerge || message.isMerge {
      reason.note = "a merge"
    } else if let tag = message.releaseTag {
      reason.note = "made by the release of \(tag.prefix(64))"
    } else if message.isRevert, !targets.isEmpty {
      reason.note = "reverts what is not released yet"
    } else {
      reason.bump = request.rules.bump(for: message).map { request.rules.effective($0, on: request.base) }
    }
    return reason
  }

  /// The older commits of the range that a message takes back: by id, else by subject, as ids change in a rebase and
  /// forges leave them out.
  private mutating func targets(of message: ConventionalCommit, at index: Int) -> [Int] {
    let byID = Set(message.revertedIDs).flatMap { id in
      (places[id.prefix(Self.abbreviation)] ?? []).filter { $0 > index && request.commits[$0].id.hasPrefix(id) }
    }
    guard byID.isEmpty, let subject = message.revertedSubject.map(PullNumber.removed) else { return byID }
    let rest = (subjects[subject] ?? []).drop { $0 <= index || reverting[$0] != nil }
    subjects[subject] = rest
    return rest.first.map { [$0] } ?? []
  }
}
