import Git
public import GitHub
import Publishing
public import Refusals
public import ReleaseEngine

extension Workspace {
  /// The repository on GitHub that the remote is; nil where it is none there.
  ///
  /// A remote that is a folder counts only where the API is on this machine as well, as stand-ins are: a job's
  /// `GITHUB_REPOSITORY` says nothing about a repository that the job has made itself.
  static func slug(
    _ configuration: Configuration, remote: Remote?, on server: GitHubServer, _ environment: [String: String]
  )
    -> RepositorySlug?
  {
    guard let remote else { return nil }
    if let named = configuration.github.repository { return RepositorySlug(named) }
    if let page = SourceURL.page(of: remote.url) { return RepositorySlug(page: page, on: server.pages) }
    return server.isLoopback ? environment["GITHUB_REPOSITORY"].flatMap { RepositorySlug($0) } : nil
  }

  /// The client of the repository on GitHub; nil where the remote is none there.
  public var forge: GitHubClient? {
    get async {
      guard let slug else { return nil }
      return await places.forge.client(slug)
    }
  }

  /// The GitHub Release of a tag as a publish target; nil where none is made.
  ///
  /// The repository is written as the ledger's records write it, so that a mark has one address whatever the letter case
  /// of the remote's.
  func releaseTarget(_ tag: String, of component: String?, in state: LedgerState) -> ReleaseTarget? {
    guard let slug, configuration.github.release else { return nil }
    let owner = configuration.github.latest ?? configuration.components.first?.name
    let known = state.records.values.sorted { $0.ordinal < $1.ordinal }.lazy.flatMap(\.claims)
      .filter { $0.kind == ForgeRelease.kind }.compactMap { try? ForgeRelease(address: $0.slot).repository }
      .first { $0 == slug }
    return ReleaseTarget(repository: known ?? slug, tag: tag, ownsLatest: component == owner)
  }

  /// Deletes the draft that a release which was never published has left; what stands in the way of it is a remark.
  public func discardDraft(of record: Record) async -> Note? {
    // A record that was killed before its plan names no slots yet.
    let recorded = record.claims.first { $0.kind == ForgeRelease.kind }
      .flatMap { try? ForgeRelease(address: $0.slot).repository }
    guard let repository = recorded ?? (configuration.github.release ? slug : nil) else { return nil }
    let client = await places.forge.client(repository)
    guard client.token != nil else { return nil }
    do {
      try await ReleaseDrafts(client).discard(record.tag)
      return nil
    } catch {
      return Note("draft-left", "The draft of the GitHub Release \(record.tag) was left: \(error)")
    }
  }
}
