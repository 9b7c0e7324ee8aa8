/// Which version comes next: a pure decision over versions and commit messages.
public enum NextVersion {
  /// What each commit of a request asks for, also where that is nothing.
  public static func reasons(_ request: Request) -> [Reason] { reasons(request) { _ in false } }

  /// What each commit of a request asks for, also where that is nothing.
  ///
  /// - Parameters:
  ///   - request: what it depends on.
  ///   - isReleased: whether an id, which may be abbreviated, names a commit that the base has; asked only where a revert
  ///     names a commit that is not in the request.
  /// - Returns: the reasons of the commits that count, newest first.
  /// - Throws: what `isReleased` throws.
  public static func reasons(
    _ request: Request, isReleased: (String) throws -> Bool
  ) rethrows -> [Reason] { try CommitReasons(request, isReleased: isReleased).reasons }

  /// Decides; nil where there is nothing to release.
  public static func decide(_ request: Request) -> Answer? { decide(request) { _ in false } }

  /// Decides; nil where there is nothing to release.
  ///
  /// - Parameters:
  ///   - request: what it depends on.
  ///   - isReleased: whether an id, which may be abbreviated, names a commit that the base has; asked only where a revert
  ///     names a commit that is not in the request.
  /// - Returns: the answer.
  /// - Throws: what `isReleased` throws.
  public static func decide(_ request: Request, isReleased: (String) throws -> Bool) rethrows -> Answer? {
    let reasons = try reasons(request, isReleased: isReleased)
    let asked: Bump? =
      switch request.bump {
      case .auto: reasons.compactMap(\.bump).max()
      case .exactly(let bump): bump
      }
    let candidate = highestOpenCandidate(request)
    guard isAnythingToRelease(request, asked: asked, candidate: candidate) else { return nil }

    var core = aim(request, asked: asked)
    var notes: [String] = []
    var deciding = asked == nil && request.least == nil ? candidate : nil
    if let candidate, core.precedence < candidate.core.precedence {
      deciding = candidate
      if case .exactly(let bump) = request.bump {
        notes.append("The \(bump) bump alone would give \(core), below \(candidate), which is out.")
      }
      core = candidate.core
    }
    var group: SemanticVersion?
    if let least = request.least, core.precedence < least.precedence {
      (core, group) = (least, least)
      deciding = nil
    }
    let raisedPast = raise(&core, past: request)
    notes += taken(raisedPast, request)
    var answer = Answer(
      version: core, bump: asked, candidate: deciding, reasons: reasons, raisedPast: raisedPast, notes: notes)
    answer.group = group
    if let channel = request.pre { answer.makeCandidate(of: channel, request) }
    return answer
  }

  /// The highest candidate that is out, in a channel, and whose final version is neither the base nor below it, nor out itself.
  private static func highestOpenCandidate(_ request: Request) -> SemanticVersion? {
    let base = request.base?.core.precedence
    let above = request.live.filter { version in
      // What names no channel, as builds of every night do, waits for no final version.
      version.isPrerelease && version.channel != nil && base.map { $0 < version.core.precedence } ?? true
    }
    guard !above.isEmpty else { return nil }
    let finals = Set(request.live.lazy.filter { !$0.isPrerelease }.map(\.core.precedence))
    return above.filter { !finals.contains($0.core.precedence) }.max { $0.precedence < $1.precedence }
  }

  private static func isAnythingToRelease(_ request: Request, asked: Bump?, candidate: SemanticVersion?) -> Bool {
    if case .exactly = request.bump { return true }
    if request.least != nil { return true }
    // A candidate that is out waits for its final version, or for a riper channel; another of its own needs something new.
    if let candidate, let channel = candidate.channel, request.pre.map({ channel < $0 }) ?? true { return true }
    // Whatever there is, is new in a first version.
    return request.base == nil ? request.commits.contains(where: \.counts) : asked != nil
  }

  /// The version that the bump alone gives.
  private static func aim(_ request: Request, asked: Bump?) -> SemanticVersion {
    if let base = request.base { return asked.map(base.bumped) ?? base.core }
    if case .exactly(let bump) = request.bump { return SemanticVersion(0, 0, 0).bumped(by: bump) }
    let first = SemanticVersion(0, 1, 0)
    // After releases that were all taken back, it goes on where they ended.
    guard !request.live.contains(where: { !$0.isPrerelease }) else { return first }
    let earlier = (request.known + request.burnt).filter { !$0.isPrerelease }.map(\.core)
    return (earlier + [first]).max { $0.precedence < $1.precedence } ?? first
  }

  /// Raises by patches until nobody has the version; answers what it went past.
  private static func raise(_ core: inout SemanticVersion, past request: Request) -> [SemanticVersion] {
    let least = core.precedence
    let known = request.known + request.burnt + request.barred
    let taken = Set(known.lazy.filter { !$0.isPrerelease }.map(\.precedence).filter { $0 >= least })
    var past: [SemanticVersion] = []
    while taken.contains(core.precedence), core.patch < .max {
      past.append(core)
      core = core.bumped(by: .patch)
    }
    return past
  }

  /// Why versions were passed over, one sentence for each reason.
  private static func taken(_ versions: [SemanticVersion], _ request: Request) -> [String] {
    guard !versions.isEmpty else { return [] }
    let barred = versions.filter { request.barred.contains($0) }
    let waiting = versions.filter { request.waiting.contains($0) && !barred.contains($0) }
    let cut = versions.filter { !waiting.contains($0) && !barred.contains($0) }
    return [
      (cut, "a version is never cut again with other content."),
      (waiting, "a release that waits for its approval has it, until that is given up."),
      (barred, "git makes no tag beside others whose names go on behind it."),
    ].compactMap { versions, why in
      guard let first = versions.first, let last = versions.last else { return nil }
      return "\(first == last ? "\(last) is" : "\(first) to \(last) are") taken: \(why)"
    }
  }
}
