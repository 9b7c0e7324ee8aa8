import GitHub
import OCI
import Refusals

/// A package of GitHub's container registry, for somebody who tidies up.
///
/// What may go is worked out from what the registry shows, which is up to date, and from the packages API, which lists
/// what has no tag and shows a push a moment later. Only the API deletes.
struct ForgePackage: PackageStore {
  /// The package.
  let repository: PackageRepository
  /// The repository that is tidied up for; nil where it is not known.
  let home: RepositorySlug?
  /// Reads every tag of the registry with its document.
  let shown: @Sendable () async throws -> [String: StoredManifest]

  var name: String { repository.name }

  func prune(tag: String, keeping kept: KeptContent, isDryRun: Bool) async throws -> Pruned {
    guard try await repository.manifest(tag) != nil else { return Pruned() }
    try await refuseOthers()
    let versions = try await versions()
    let shown = try await shown()
    let content = content(shown, versions, besides: tag, keeping: kept)
    guard var removal = try await content.removal(of: tag) else { return Pruned() }
    let going = Set(removal.pruned.tags)
    guard !going.isSuperset(of: Set(shown.keys).union(versions.flatMap(\.tags))) else {
      // A package that holds nothing else: deleting it would take its name, its rights and its page along.
      removal.pruned = Pruned()
      removal.pruned.left = [Pruned.Left(tag, PackageRefusal.lastTagged.reason)]
      return removal.pruned
    }
    guard !isDryRun else { return removal.pruned }
    let tags = removal.pruned.tags
    return try await sweep(removal) { sweep in
      try await sweep.remove(tags: tags, shown: shown)
      try await sweep.removeDocuments()
    }
  }

  func pruneUntagged(keeping kept: KeptContent, before moment: String, isDryRun: Bool) async throws -> Pruned? {
    let shown = try await shown()
    guard let versions = try await repository.client.packageVersions(repository.package, of: repository.owner) else {
      // A package that was never pushed to looks the same as one that the token may not see.
      guard !shown.isEmpty else { return Pruned() }
      throw invisible
    }
    try await refuseOthers()
    let untagged = versions.filter(\.tags.isEmpty)
    let old = try digests(of: untagged.filter { $0.isCreated(by: moment) })
    let young = try digests(of: untagged).subtracting(old)
    let content = content(shown, versions, besides: nil, keeping: kept)
    let garbage = try await content.garbage(among: old, sparing: young)
    guard !isDryRun else { return garbage.pruned }
    return try await sweep(garbage) { sweep in try await sweep.removeDocuments() }
  }

  /// Sweeps; what is still there lacks nothing that it names afterwards, also where `body` ends early.
  private func sweep(_ plan: Prunable, _ body: (inout PackageSweep) async throws -> Void) async throws -> Pruned {
    var sweep = PackageSweep(package: self, plan: plan)
    do {
      try await body(&sweep)
    } catch {
      let reached = sweep
      throw await PutBack.after(error) {
        var left = reached
        try await left.restore()
      }
    }
    try await sweep.restore()
    return try sweep.outcome()
  }

  /// What stays whatever happens: what the registry shows, and what the API alone shows as tagged.
  private func content(
    _ shown: [String: StoredManifest], _ versions: [PackageVersion], besides tag: String?, keeping kept: KeptContent
  ) -> ShownContent {
    let others = versions.filter { version in
      version.tags.contains { $0 != tag && shown[$0]?.digest.description != version.digest }
    }
    return ShownContent(
      shown, others: Set(others.compactMap { try? Digest(parsing: $0.digest) }), keeping: kept
    ) { try await repository.manifest($0.description) }
  }

  private func digests(of versions: [PackageVersion]) throws -> Set<Digest> {
    Set(try versions.map { try Digest(parsing: $0.digest) })
  }

  /// Every version, over all pages.
  func versions() async throws -> [PackageVersion] {
    guard let found = try await repository.client.packageVersions(repository.package, of: repository.owner) else {
      throw invisible
    }
    return found
  }

  /// Throws where nothing could be deleted, and where the package is another repository's: its pull requests have the
  /// same numbers, and its records are not known here.
  private func refuseOthers() async throws {
    guard try await repository.tagRemoval() == .allowed else {
      throw unauthorized("The packages API needs a classic token, or one of a job, that may delete packages")
    }
    guard let home, let package = try await repository.client.package(repository.package, of: repository.owner),
      let other = package.repository.flatMap({ RepositorySlug($0) }), other != home
    else { return }
    throw Refusal(
      .usage, what: "Nothing of \(name) was deleted: it is a package of \(other), and this is \(home).",
      why: "Its pull requests have the same numbers, and what its releases need is recorded there",
      remedy: "Prune it there, or link the package to \(home): \(package.page)")
  }

  private var invisible: Refusal {
    unauthorized(
      "The packages API shows no package \(repository.package) of \(repository.owner) to "
        + (repository.client.token?.description ?? "nobody"))
  }

  /// Nothing was deleted, or not everything, for want of a right.
  func unauthorized(_ why: String) -> Refusal {
    Refusal(
      .unauthorized, what: "Versions of \(name) were not deleted.", why: why,
      remedy: """
        Use a token with the role Admin on the package (its settings, "Manage Actions access", for jobs, which need \
        `packages: write` too) or a personal one with delete:packages, then run the same command again.
        """)
  }
}
