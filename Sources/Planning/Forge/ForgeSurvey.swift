import Git
import GitHub
import Publishing
import Refusals

/// What GitHub would refuse, and what it makes final: asked before anything is built, and before anybody approves.
struct ForgeSurvey: Sendable {
  /// What stands in the way.
  var refusals: [Refusal] = []
  /// Remarks.
  var notes: [Note] = []
  /// Why a rollback could not remove the tag; nil where it could.
  var keepsTag: String?
  /// The token is a job's: other jobs act under the same identity.
  private var isJob = false

  /// What is to be released.
  struct Subject {
    var tag: String
    var candidate: ObjectID
    /// The branch that moves; nil where none does.
    var branch: String?
    /// A commit is made for the release, so that no earlier push or deployment can have met a rule.
    var makesCommit: Bool
    /// The commits that are made are signed.
    var isSigned: Bool
    /// The tag is there already.
    var isAdopted: Bool
    /// A GitHub Release is made.
    var isReleased: Bool
    /// Slots are to be written; where nothing is, a missing right is a remark.
    var isCutting: Bool
    /// The plan is to be approved, and then to be published by a job with the same identity and more rights.
    var isBinding: Bool
  }

  /// Nothing stands in the way.
  init() {}

  /// Asks GitHub about one release.
  ///
  /// - Throws: a `Refusal` where GitHub does not answer.
  init(_ subject: Subject, _ workspace: Workspace, _ facts: RemoteFacts) async throws {
    guard let client = await workspace.forge else { return }
    guard let token = client.token else {
      guard subject.isReleased else { return }
      tell(
        Refusal(
          .unauthorized, what: "\(subject.tag) cannot get its GitHub Release: there is no token.",
          why: "Neither GH_TOKEN nor GITHUB_TOKEN is set, and `gh auth token` gives none",
          remedy: "Set GH_TOKEN, run `gh auth login`, or set `github: { release: false }`."), subject)
      return
    }
    isJob = token.kind == .installation
    guard let repository = try await client.repositoryFacts() else {
      tell(
        Refusal(
          .unauthorized, what: "\(subject.tag) cannot be released on GitHub: it shows no \(client.repository).",
          why: "Asked with \(token)", remedy: "Use a token that may read and write \(client.repository)."), subject)
      return
    }
    if repository.isArchived {
      tell(
        concerning: .everybody,
        Refusal(
          .unauthorized, what: "\(subject.tag) cannot be released: \(client.repository) is archived.",
          remedy: "Unarchive it in its settings."), subject)
    }
    if RepositorySlug(repository.name) != client.repository {
      notes.append(
        Note(
          "repository-renamed",
          "\(client.repository) is called \(repository.name) now: slots keep the name that they are recorded under, so set `github: { repository: \(client.repository) }` to keep it, or set the remote's address before the next release."
        ))
    }
    if token.kind != .installation, repository.rights?.push == false {
      tell(
        Refusal(
          .unauthorized, what: "\(subject.tag) cannot get its GitHub Release.", why: "\(token) may not push",
          remedy: "Use a token of somebody with the role Write."), subject)
    }
    if subject.isReleased, subject.isCutting, let problem = try await client.releaseWriteProblem() {
      tell(problem, subject)
    }
    if subject.isReleased {
      // A draft that somebody else made would stop the release after its build.
      do { _ = try await ReleaseDrafts(client).own(subject.tag) } catch let refusal as Refusal {
        refusals.append(refusal)
      }
    }
    try await examineTag(subject, client)
    try await examineBranch(subject, client)
    if token.kind == .installation {
      try await examineWorkflows(subject, workspace, facts, defaultBranch: repository.defaultBranch)
    }
    if subject.isReleased, try await client.makesImmutableReleases() == true {
      keepsTag = "releases of \(client.repository) are immutable, and keep their tag"
      notes.append(
        Note(
          "immutable-release",
          "Releases of \(client.repository) are immutable: once public, tag and assets are final. A rollback moves the floating tags and the latest mark back and marks the release."
        ))
    }
  }

  /// Why GitHub would not let a tag, by its full name, be removed; nil where it would.
  static func problem(removing name: String, _ client: GitHubClient) async throws -> String? {
    if try await client.release(of: String(name.dropFirst(10)))?.isImmutable == true {
      return "its release is immutable, and keeps it"
    }
    let keeping = try await client.tagRulesets(for: name).first { ruleset in
      !ruleset.isBypassed && ruleset.rules?.contains(where: \.stopsDeletion) == true
    }
    return keeping.map { "the ruleset `\($0.name)` does not let tags be removed" }
  }

  /// Whom something stands in the way of.
  private enum Concern {
    /// This token, and perhaps no other.
    case rights
    /// This identity, whatever rights its token has.
    case identity
    /// Everybody.
    case everybody
  }

  /// What stands in the way of writing is a remark where nothing is written, unless it stops whoever will.
  private mutating func tell(concerning concern: Concern = .rights, _ refusal: Refusal, _ subject: Subject) {
    let isLasting =
      switch concern {
      case .rights: false
      case .identity: isJob
      case .everybody: true
      }
    if subject.isCutting || subject.isBinding && isLasting {
      refusals.append(refusal)
    } else {
      notes.append(Note(refusal.code.rawValue, refusal.description.replacing("\n", with: " ")))
    }
  }

  private mutating func examineTag(_ subject: Subject, _ client: GitHubClient) async throws {
    for ruleset in try await client.tagRulesets(for: "refs/tags/\(subject.tag)") where !ruleset.isBypassed {
      let rules = ruleset.rules ?? []
      let page = "\(client.server.pages)/\(client.repository)/rules/\(ruleset.id)"
      if !subject.isAdopted, rules.contains(where: { $0.stopsCreation(of: subject.tag) }) {
        tell(
          concerning: .identity,
          Refusal(
            .unauthorized, what: "\(subject.tag) cannot be tagged: the ruleset `\(ruleset.name)` forbids it.",
            why: "It is for tags such as this, and the token may not bypass it",
            remedy: "Add who releases to its bypass list: \(page)"), subject)
      }
      if !subject.isAdopted { tell(demandsOf: ruleset, rules, subject, page: page) }
      if rules.contains(where: \.stopsDeletion) {
        keepsTag = "the ruleset `\(ruleset.name)` does not let tags be removed"
      }
    }
  }

  /// What a set of rules asks of the commit behind the tag: refused where it cannot be met, said where nobody can know.
  private mutating func tell(
    demandsOf ruleset: Ruleset, _ rules: [RepositoryRule], _ subject: Subject, page: String
  ) {
    var unknown: [String] = []
    for demand in rules.compactMap(\.demand) {
      let (what, isUnmet): (String, Bool) =
        switch demand {
        case .signatures: ("a verified signature", subject.makesCommit && !subject.isSigned)
        case .deployments: ("a deployment beforehand", subject.makesCommit)
        case .pattern(let text): ("a \(text) of some pattern", false)
        }
      guard isUnmet else {
        unknown.append(what)
        continue
      }
      let way = demand == .signatures ? "Set commit.gpgSign and a key that GitHub knows, or add" : "Add"
      tell(
        concerning: .identity,
        Refusal(
          .unauthorized, what: "\(subject.tag) cannot be tagged: the ruleset `\(ruleset.name)` asks for \(what).",
          why: "The commit that the release makes has none",
          remedy: "\(way) who releases to its bypass list: \(page)"), subject)
    }
    guard !unknown.isEmpty else { return }
    notes.append(
      Note(
        "tag-rules",
        "The ruleset `\(ruleset.name)` asks of the commit behind \(subject.tag) for \(unknown.joined(separator: " and ")): whether it is met GitHub tells only when the tag is pushed. \(page)"
      ))
  }

  /// The branch never fails a release; that it will be left is said before.
  private mutating func examineBranch(_ subject: Subject, _ client: GitHubClient) async throws {
    guard let branch = subject.branch else { return }
    let rules = try await client.rules(of: branch)
    let stopping = rules.filter { $0.stopsPush || $0.demand == .signatures && !subject.isSigned }
    var names: [String] = []
    for id in Set(stopping.compactMap(\.ruleset)).sorted() {
      guard let ruleset = try await client.ruleset(id), !ruleset.isBypassed else { continue }
      names.append("`\(ruleset.name)`")
    }
    guard !names.isEmpty || stopping.contains(where: { $0.ruleset == nil }) else {
      // What else is asked for, and rules of the older kind, of which a token without the role Admin learns no more.
      let isOpen =
        try await rules.isEmpty ? client.isProtected(branch: branch) : rules.contains { $0.demand != nil }
      if stopping.isEmpty, isOpen {
        notes.append(
          Note(
            "branch-rules",
            "\(branch) has rules of which nobody is told whether they let this push through: where they do not, the release stands without moving it, and `brokkr-release stamp \(subject.tag)` writes the same for a pull request."
          ))
      }
      return
    }
    notes.append(
      Note(
        "branch-protected",
        "\(branch) is protected\(names.isEmpty ? "" : " by the ruleset \(names.joined(separator: ", "))"): the release stands without moving it, and `brokkr-release stamp \(subject.tag)` writes the same for a pull request."
      ))
  }

  /// A job's token may not push a commit whose workflows no branch has.
  private mutating func examineWorkflows(
    _ subject: Subject, _ workspace: Workspace, _ facts: RemoteFacts, defaultBranch: String
  ) async throws {
    let repository = workspace.repository
    func workflows(_ commit: ObjectID) throws -> ObjectID? {
      try repository.object(at: ".github/workflows", in: commit)
    }
    let own = try workflows(subject.candidate)
    let tips = facts.branches.sorted {
      ($0.key != defaultBranch ? 1 : 0, $0.key) < ($1.key != defaultBranch ? 1 : 0, $1.key)
    }
    guard !tips.isEmpty, own != nil else { return }
    // Tips that are here tell at once; the others are fetched in one conversation.
    for (_, tip) in tips where repository.contains(tip) && (try? workflows(tip)) == own { return }
    let missing = tips.filter { !repository.contains($0.value) }
    if !missing.isEmpty { try await workspace.git.remote?.fetch(missing.map { "refs/heads/\($0.key)" }) }
    for (_, tip) in missing where repository.contains(tip) {
      if try workflows(tip) == own { return }
    }
    tell(
      concerning: .identity,
      Refusal(
        .unauthorized, what: "\(subject.tag) cannot be pushed with a job's token: its workflows are on no branch.",
        why: "`.github/workflows` of \(subject.candidate.short) differs from that of every branch's tip",
        remedy: "Use a token that may write workflows, or bring the branch up to date."), subject)
  }
}
