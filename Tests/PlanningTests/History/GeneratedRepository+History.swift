import Git
import Refusals
import SemanticVersioning
import TestSupport

@testable import Planning

extension GeneratedRepository {
  /// The history below what is checked out.
  func history(
    _ series: BranchRule.Series = .trunk, pattern: String = "v{version}", standings: [ReleaseStanding] = [],
    counts: ((String) -> Bool)? = nil
  ) throws -> VersionHistory {
    let repository = try Repository(at: path)
    let head: ObjectID
    switch try repository.head() {
    case .branch(_, let id), .detached(let id): head = id
    case .unborn: throw Refusal(.unbornHead, what: "")
    }
    return try VersionHistory(
      of: repository, at: head, pattern: TagPattern(parsing: pattern), rule: BranchRule(pattern: "*", series: series),
      standings: standings, counts: counts)
  }

  /// What `next` answers: base, number of commits and version, or the code of the refusal.
  func answer(_ series: BranchRule.Series = .trunk, pattern: String = "v{version}") throws -> String {
    do {
      let history = try history(series, pattern: pattern)
      let next = try history.next(.auto, pre: nil, spelling: nil).version
      return "\(history.base?.tag ?? "none") +\(history.commits.count) \(next)"
    } catch let refusal as Refusal {
      return refusal.code.rawValue
    }
  }
}
