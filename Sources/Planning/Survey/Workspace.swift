public import Git
public import GitHub
public import OCI
public import Publishing
public import Refusals
public import ReleaseEngine

/// What a command works on: a repository, its configuration, and the ways to everything outside.
public struct Workspace: Sendable {
  /// The repository.
  public var repository: Repository
  /// Its root: the working tree, or the git directory of a bare one.
  public var root: String
  /// The configuration in effect.
  public var configuration: Configuration
  /// Where references lie.
  public var git: GitPlace
  /// The ways to all places.
  public var places: Places
  /// The ledger.
  public var ledger: GitLedger
  /// The repository on GitHub that the remote is; nil where it is none there.
  public var slug: RepositorySlug?
  /// The process's environment.
  public var environment: [String: String]

  /// Puts a workspace together; nothing outside is touched yet.
  ///
  /// Without a way to GitHub nothing is done there.
  public init(
    repository: Repository, configuration: Configuration, registries: Registries, forge: GitHubAccess? = nil,
    environment: [String: String]
  ) {
    self.repository = repository
    self.configuration = configuration
    self.environment = environment
    root = repository.workTree ?? repository.gitDirectory
    let remote = configuration.remote.isEmpty ? nil : Remote(configuration.remote, of: repository)
    git = GitPlace(repository: repository, remote: remote, ledger: configuration.ledger)
    slug = forge.flatMap { Self.slug(configuration, remote: remote, on: $0.server, environment) }
    if let slug, let forge {
      git.keepsTag = { name in
        let client = await forge.client(slug)
        guard client.token != nil else { return nil }
        do {
          return try await ForgeSurvey.problem(removing: name, client)
        } catch is Refusal {
          // An API that is away keeps no tag: the push itself will tell.
          return nil
        }
      }
    }
    places = Places(git: git, registries: registries, forge: forge ?? .nobody, root: root)
    ledger = GitLedger(at: git) { [repository, environment] in try repository.identity(environment: environment) }
    let plain = ledger
    ledger.anchor = { [configuration] snapshot, tags in
      try await LedgerAnchor(ledger: plain, tags: tags).check(snapshot, configuration)
    }
  }

  /// The kinds of slot.
  public var catalog: SlotCatalog { places.catalog }

  /// Who works here, for records.
  public func identity() throws -> Signature { try repository.identity(environment: environment) }

  /// The engine, as this process drives it.
  public func publisher(progress: @escaping @Sendable (Progress) -> Void = { _ in }) throws -> Publisher {
    let author = try identity()
    return publisher(as: holder(author), author, progress: progress)
  }

  /// The engine for somebody who writes no record, and so needs no name.
  public func observingPublisher() -> Publisher {
    publisher(as: observer(), Signature(name: "", email: "", time: 0, offsetMinutes: 0)) { _ in }
  }

  private func publisher(
    as own: Holder, _ author: Signature, progress: @escaping @Sendable (Progress) -> Void
  ) -> Publisher {
    let (git, ledger) = (git, ledger)
    return Publisher(
      ledger: ledger, catalog: catalog, holder: own,
      liveness: { ProcessIdentity.liveness(of: $0, seenFrom: own) },
      clock: Clock.now, makeID: Clock.identifier, progress: progress
    ) { record, tip in
      guard let tip, let branch = record.branch else { return nil }
      let stamp = BranchStamp(at: git, author: author)
      let commit = try ObjectID(parsing: tip.identity)
      let state = try await ledger.load().state
      guard record.operation?.verb == .purge || record.operation?.verb == .undo else {
        return try await stamp.merging(record, into: commit, of: branch, in: state).map { HeldValue($0.description) }
      }
      return try await stamp.settling(record.tag, on: branch, at: commit, in: state).map { HeldValue($0.description) }
        ?? tip
    }
  }

  /// What there is to say of the branch that a release would move, where people have pushed to it since.
  public func branchNotes(_ record: Record, _ now: [SlotName: HeldValue], _ state: LedgerState) async throws -> [Note] {
    let changes = record.stamped.contains { !$0.isUnchanged } || record.changelog != nil
    guard changes, let branch = record.branch, let head = record.head,
      let tip = now[SlotName(GitReference("refs/heads/\(branch)"))]?.identity, tip != head
    else { return [] }
    let tipID = try ObjectID(parsing: tip)
    try await git.bring(tipID)
    if let commit = try record.commit.map({ try ObjectID(parsing: $0) }), repository.contains(commit),
      try repository.isAncestor(commit, of: tipID)
    {
      return []
    }
    let stamp = BranchStamp(at: git, author: Signature(name: "", email: "", time: 0, offsetMinutes: 0))
    guard try await stamp.conflicts(record, at: tipID, of: branch, in: state) else {
      return [
        Note(
          "branch-merged",
          "\(branch) has moved to \(tip.prefix(7)): the release is merged into it, and only what it stamps is changed.")
      ]
    }
    return [
      Note(
        "branch-left",
        "\(branch) says something else by now: the release stands without it, and `brokkr-release stamp \(record.tag)` writes the same for a pull request."
      )
    ]
  }

  /// This process as one that only looks, whoever runs it.
  public func observer() -> Holder { holder(try? identity()) }

  private func holder(_ author: Signature?) -> Holder {
    let actor = author.map { "\($0.name) <\($0.email)>" } ?? "unknown"
    return ProcessIdentity.holder(actor: actor, environment: environment)
  }

  /// Exports the candidate's tree into a folder of `scratch`; gives that folder.
  public func export(_ candidate: Candidate, to scratch: ScratchFolder) async throws -> String {
    let folder = try scratch.folder("candidate")
    try await repository.export(candidate.tree, at: candidate.head.committerTime, to: folder)
    return folder
  }

  /// Throws where the repository has no working tree to release from.
  public func requireWorkTree() throws {
    guard repository.workTree == nil else { return }
    throw Refusal(
      .noRepository, what: "Nothing was done: \(root) is a bare repository.",
      remedy: "Run it in a clone with a working tree.")
  }
}
