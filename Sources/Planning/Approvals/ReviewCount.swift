public import GitHub

/// Which reviews of a run let a release go out, and why others do not: pure.
public struct ReviewCount: Sendable {
  /// A review that lets nothing go out.
  public struct Refused: Hashable, Sendable {
    /// Who gave it.
    public var by: String
    /// Why it does not count.
    public var reason: String
  }

  /// The people whose reviews count, each once, in the order of the answer.
  public var people: [String] = []
  /// The reviews that do not count.
  public var refused: [Refused] = []
  /// The first rejection; one is enough.
  public var rejection: DeploymentReview?

  /// Counts the reviews of a run.
  ///
  /// - Parameters:
  ///   - reviews: all that the run got, at whatever environment.
  ///   - policy: the rule in effect; its environment is compared as GitHub does, without case.
  ///   - starters: the accounts that started the run or its present attempt.
  public init(_ reviews: [DeploymentReview], _ policy: ApprovalConfiguration, starters: [String]) {
    let starters = Set(starters.map { $0.lowercased() })
    let environment = policy.environment.lowercased()
    var seen: Set<String> = []
    for review in reviews where review.environments.contains(where: { $0.name.lowercased() == environment }) {
      let login = review.user.login
      switch review.state {
      case "rejected": rejection = rejection ?? review
      case "approved":
        guard seen.insert(login.lowercased()).inserted else { continue }
        if login.lowercased().hasSuffix("[bot]") {
          refused.append(Refused(by: login, reason: "it is no person"))
        } else if starters.contains(login.lowercased()), !policy.cutterMayApprove {
          refused.append(Refused(by: login, reason: "they started the run"))
        } else {
          people.append(login)
        }
      // One that is still asked for, and what GitHub may call others one day, is no agreement.
      default: continue
      }
    }
  }
}
