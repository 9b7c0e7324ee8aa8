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
  func releaseTarget(_ tag: String, of component: String?) -> ReleaseTarget? {
    guard let slug, configuration.github.release else { return nil }
    let owner = configuration.github.latest ?? configuration.components.first?.name
    return ReleaseTarget(repository: slug, tag: tag, ownsLatest: component == owner)
  }

  /// Deletes the draft that a release which was never published has left; what stands in the way of it is a remark.
  public func discardDraft(of record: Record) async -> Note? {
    guard let claim = record.claims.first(where: { $0.kind == ForgeRelease.kind }) else { return nil }
    do {
      let slot = try ForgeRelease(address: claim.slot)
      try await ReleaseDrafts(await places.forge.client(slot.repository)).discard(slot.tag)
      return nil
    } catch {
      return Note("draft-left", "The draft of the GitHub Release \(record.tag) was left: \(error)")
    }
  }
}
