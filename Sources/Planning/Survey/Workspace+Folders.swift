import FoundationEssentials
import Git
import Publishing
public import ReleaseEngine

extension Workspace {
  /// Where fetched chart dependencies are kept between runs.
  public var cacheFolder: String {
    if let cache = environment["XDG_CACHE_HOME"], !cache.isEmpty { return "\(cache)/brokkr-release" }
    return "\(environment["HOME"] ?? repository.commonDirectory)/.cache/brokkr-release"
  }

  /// Where the content of a release is handed over when no folder is named.
  public func handOverFolder(for tag: String) -> String {
    "\(repository.commonDirectory)/brokkr-release/hand-over/\(tag.replacing("/", with: "-"))"
  }

  /// Removes what was handed over to the repository's own folder; a folder that a person named is left.
  public func forgetHandOver(of record: Record) {
    guard record.handOver == handOverFolder(for: record.tag) else { return }
    forgetHandOver(of: record.tag)
  }

  /// Removes the repository's own folder of handed-over content, and the folders above it that are empty then.
  func forgetHandOver(of tag: String) {
    try? FileManager.default.removeItem(atPath: handOverFolder(for: tag))
    var folder = handOverFolder(for: tag)
    for _ in 0..<2 {
      folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
      guard (try? FileManager.default.contentsOfDirectory(atPath: folder))?.isEmpty == true else { return }
      try? FileManager.default.removeItem(atPath: folder)
    }
  }

  /// Where the sources are, as a URL without credentials; nil where there is no remote or it is a folder.
  public var sourceURL: String? { git.remote.flatMap { SourceURL.page(of: $0.url) } }

  /// Brings the clone after what was published or taken back: the tag, and the branch where it is checked out and clean.
  ///
  /// What cannot follow is left: the remote counts.
  public func follow(_ record: Record) async throws {
    // A tag that the remote has kept stays here too.
    if let claim = record.claims.first(where: { $0.role == .tag }), git.remote != nil,
      record.changes.first(where: { $0.slot == claim.slot }).map({ $0.state == .done }) ?? true
    {
      let name = String(claim.slot.dropFirst(4))
      let local = try repository.reference(name)
      let wanted = claim.active ? try claim.value.map { try ObjectID(parsing: $0) } : nil
      if local != wanted, local == nil || local?.description == claim.value {
        try? repository.update(name, to: wanted, from: local)
      }
    }
    guard let change = record.changes.first(where: { $0.role == .branch && $0.state == .done }),
      let after = try change.after.map({ try ObjectID(parsing: $0) }), change.after != change.before
    else { return }
    let branch = String(change.slot.dropFirst("git:refs/heads/".count))
    if let remote = git.remote {
      let tracking = "refs/remotes/\(remote.name)/\(branch)"
      let last = try repository.reference(tracking)
      if last != after { try? repository.update(tracking, to: after, from: last) }
      for tree in (try? await repository.workTrees(of: branch)) ?? [] {
        _ = try? await tree.fastForward(branch: branch, to: after)
      }
    } else if let before = try change.before.map({ try ObjectID(parsing: $0) }) {
      for tree in (try? await repository.workTrees(of: branch)) ?? [] {
        try? await tree.refreshWorkTree(branch: branch, from: before, to: after)
      }
    }
  }
}
