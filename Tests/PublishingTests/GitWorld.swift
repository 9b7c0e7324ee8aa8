import Git
import OCI
import Publishing
import Refusals
import ReleaseEngine
import Synchronization

/// A bare remote with two clones of it, one shallow: tags, branches and the ledger are real references, images and
/// charts lie in layouts on disk.
struct GitWorld: StoryWorld {
  let origin: ScratchRepository
  let layouts: StoryLayouts
  /// The whole clone, from which versions are cut, and a shallow one, which takes back and puts back too.
  private let places: [GitPlace]
  private let keeper = Keeper()
  private static let ledger = "refs/brokkr-release/ledger"
  private static let holder = Holder(host: "h", actor: "Tester <tester@example.org>", pid: 1, start: "1")

  /// What was made for each version, and how many steps there were.
  private final class Keeper: Sendable {
    private let state = Mutex((drafts: [String: Draft](), foreign: [String](), ticks: 0))
    var foreign: [String] { state.withLock { $0.foreign } }
    func keep(_ draft: Draft) { state.withLock { $0.drafts[draft.record.version] = draft } }
    func keep(foreign id: ObjectID) { state.withLock { $0.foreign.append(id.description) } }
    func forget(_ version: String) { state.withLock { $0.drafts[version] = nil } }
    func draft(_ version: String) -> Draft? { state.withLock { $0.drafts[version] } }
    func next() -> Int {
      state.withLock {
        $0.ticks += 1
        return $0.ticks
      }
    }
  }

  init(_ name: String, layoutsAt root: String) async throws {
    origin = try await ScratchRepository(name)
    layouts = StoryLayouts(root: root)
    try await layouts.reset(adopting: [])
    let start = try await origin.commit(
      ["Chart.yaml": "# the chart\nname: app\nversion: 0.0.0-dev\n", "README": "one\n"], "feat: start")
    keeper.keep(foreign: start)
    try await origin.git("push", "-q", "origin", "main", "main:release/1.1")
    places = [try origin.place(), try origin.place(at: await origin.another("shallow", depth: 1))]
  }

  /// The branch that a version is released from.
  static func branch(of version: String) -> String { version.hasPrefix("1.1.") ? "release/1.1" : "main" }

  private static func tag(_ version: String) -> GitReference { GitReference("refs/tags/v\(version)") }

  func strangers(at slot: String) -> [String] {
    slot.hasPrefix("git:") ? keeper.foreign : StoryLayouts.strangers.map(\.digest.description)
  }
  func state() async throws -> LedgerState { try await ledger(places[0]).load().state }

  func shown() async throws -> [String: String] {
    var shown = try layouts.shown()
    let tags = try await origin.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/tags", in: origin.origin)
    for line in tags.split(separator: "\n") {
      let fields = line.split(separator: " ")
      shown["git:\(fields[0])"] = String(fields[1])
    }
    return shown
  }

  /// What the chart on a branch of the remote says.
  func version(on branch: String) async throws -> String {
    let text = try await origin.git("show", "\(branch):Chart.yaml", in: origin.origin)
    let line = text.split(separator: "\n").first { $0.hasPrefix("version: ") }
    return String(line?.dropFirst(9) ?? "").trimmed(of: "\"")
  }

  /// Whether a branch of the remote contains the commit of a release.
  func contains(_ version: String, on branch: String) async throws -> Bool {
    guard let commit = keeper.draft(version)?.record.commit else { return false }
    let base = try await origin.git("merge-base", commit, "refs/heads/\(branch)", in: origin.origin)
    return base == commit
  }

  /// Somebody commits to a branch; `version` sets the chart's, by hand.
  func commit(on branch: String, version: String?) async throws {
    try await origin.git("fetch", "-q", "origin", branch)
    try await origin.git("checkout", "-q", "--detach", "FETCH_HEAD")
    let chart = version.map { ["Chart.yaml": "# the chart\nname: app\nversion: \($0)\n"] }
    _ = try await origin.commit(chart ?? ["README": "\(keeper.next())\n"], "chore: by hand")
    try await origin.git("push", "-q", "origin", "HEAD:refs/heads/\(branch)")
  }

  // MARK: Steps

  mutating func claims(of version: String) async throws -> [RuleModel.Claim] {
    let draft = try await draft(of: version)
    let tag = draft.record.claims.first { $0.role == .tag }
    return StoryLayouts.claims(of: version) + [
      RuleModel.Claim(slot: Self.tag(version).address, role: .tag, value: tag?.value ?? "")
    ]
  }

  /// The release commit and the tag on the tip that the remote's branch has now, and what the release would put where.
  private func draft(of version: String) async throws -> Draft {
    if let known = keeper.draft(version) { return known }
    let (repository, branch) = (places[0].repository, Self.branch(of: version))
    let name = "refs/heads/\(branch)"
    guard let head = try await places[0].store.references([name])[name] else {
      throw Refusal(.failed, what: "\(branch) is gone.")
    }
    try await places[0].remote?.fetch([name])
    let before = try await self.version(on: branch)
    let text = String(decoding: try repository.file("Chart.yaml", in: head) ?? [], as: UTF8.self)
    let stamped = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("version: ") ? "version: \(version)" : $0 }.joined(separator: "\n")
    let commit = try await repository.writeCommit(
      tree: repository.writeTree(of: head, replacing: ["Chart.yaml": Array(stamped.utf8)]), parents: [head],
      message: "Release v\(version)", by: origin.author)
    let tag = try await repository.writeTag(
      "v\(version)", of: commit, message: "Release v\(version)", by: origin.author)
    let bundle = try ObjectBundle.collect(tag: tag, commit: commit, since: head, in: repository)

    var draft = try StoryLayouts.draft(of: version, holder: Self.holder, unrecorded: [], force: [])
    (draft.record.commit, draft.record.head, draft.record.branch) = (commit.description, head.description, branch)
    draft.record.stamped = [StampedScalar(file: "Chart.yaml", key: ["version"], before: before, after: version)]
    let values = (tag: HeldValue(tag.description, content: bundle.encoded()), commit: HeldValue(commit.description))
    for claim in GitTarget(tag: "v\(version)", branch: branch).claims(tag: values.tag, commit: values.commit) {
      draft.record.claims.append(claim)
      draft.values[claim.name] = claim.role == .tag ? values.tag : values.commit
    }
    keeper.keep(draft)
    return draft
  }

  func perform(_ step: StoryStep) async throws {
    switch step {
    case .cut(let version, let force):
      var draft = try await draft(of: version)
      draft.force = force
      // Every other time somebody pushes to the branch meanwhile.
      if keeper.next().isMultiple(of: 2) { try await commit(on: Self.branch(of: version), version: nil) }
      let publisher = publisher(places[0])
      draft.record.events = try await publisher.begin(draft.record).events
      do {
        _ = try await publisher.publish(draft)
      } catch {
        _ = try await publisher.drop(draft.record.tag, as: .aborted, saying: "aborted")
        keeper.forget(version)
        throw error
      }
    case .rollBack(let version, let purging, let keep, let force):
      try await rollBack(.init(purging ? .purge : .withdraw, keep: keep, force: force), version)
    case .undo(let version, let force):
      try await rollBack(.init(.undo, force: force), version)
    case .stranger(let slot, let value):
      guard slot.hasPrefix("git:") else { return try await layouts.put(value, at: slot) }
      let isThere = try await shown()[slot] != nil
      guard value != nil || isThere else { return }
      try await origin.git("push", "-q", "-f", "origin", "\(value ?? ""):\(slot.dropFirst(4))")
    }
  }

  private func rollBack(_ request: RollbackSettlement.Request, _ version: String) async throws {
    let place = places[keeper.next() % places.count]
    _ = try await publisher(place).rollBack(
      request, of: "v\(version)", branch: try await branchChange(request, "v\(version)", place))
  }

  /// The commit that goes with a purge or an undo, as the command makes it.
  private func branchChange(
    _ request: RollbackSettlement.Request, _ tag: String, _ place: GitPlace
  ) async throws -> SlotChange? {
    var state = try await ledger(place).load().state
    guard request.verb != .withdraw, !request.keep.contains(.branch), var record = state.records[tag],
      let branch = record.branch
    else { return nil }
    let slot = GitReference("refs/heads/\(branch)")
    guard let tip = try await GitReference.read([slot], at: place)[slot] else { return nil }
    record.mode = request.verb == .purge ? .purged : nil
    record.state = .rollingBack
    state.records[tag] = record
    let stamp = BranchStamp(at: place, author: origin.author)
    let commit = try await stamp.settling(tag, on: branch, at: tip.id, in: state)
    return commit.map { SlotChange(SlotName(slot), .branch, from: HeldValue(tip.identity), to: HeldValue("\($0)")) }
  }

  private func ledger(_ place: GitPlace) -> GitLedger { GitLedger(at: place) { [author = origin.author] in author } }

  private func publisher(_ place: GitPlace) -> Publisher {
    let (layouts, keeper) = (layouts, keeper)
    let catalog = SlotCatalog([
      .init(GitReference.self) { _ in place },
      .init(RegistryTag.self) { place in layouts.layout(String(place.rawValue.dropFirst("oci-layout:".count))) },
    ])
    let stamp = BranchStamp(at: place, author: origin.author)
    let ledger = ledger(place)
    return Publisher(
      ledger: ledger, catalog: catalog, holder: Self.holder, liveness: { _ in .own },
      clock: { "at \(keeper.next())" }, makeID: { "lock-\(keeper.next())" },
      branchStep: { record, tip in
        guard let tip, let branch = record.branch else { return nil }
        let state = try await ledger.load().state
        return try await stamp.merging(record, into: ObjectID(parsing: tip.identity), of: branch, in: state)
          .map { HeldValue($0.description) }
      })
  }
}

extension String {
  /// The text without one character at its ends.
  fileprivate func trimmed(of character: Character) -> String {
    var rest = self[...]
    while rest.first == character { rest.removeFirst() }
    while rest.last == character { rest.removeLast() }
    return String(rest)
  }
}
