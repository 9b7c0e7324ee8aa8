import GitHub
import OCI
import Refusals
import ReleaseEngine
import SemanticVersioning

/// One repository of GitHub's container registry, which removes no tag itself: that goes through the packages API.
///
/// A version there is a manifest with all its tags, and deleting it deletes those. So a tag is first given a document of
/// its own, a tombstone, and that version is deleted; the release's own stays, so that its bytes can be had by digest.
struct PackageRepository: ImageRepository {
  /// The registry itself.
  let base: any ImageRepository
  let client: GitHubClient
  let owner: String
  /// The package's name below its owner, such as `charts/app`.
  let package: String

  var name: String { base.name }

  func manifest(_ reference: String) async throws -> StoredManifest? { try await base.manifest(reference) }
  func put(_ manifest: StoredManifest, as reference: String) async throws {
    try await base.put(manifest, as: reference)
  }
  func standing(of digest: Digest) async throws -> BlobStanding { try await base.standing(of: digest) }
  func blob(_ digest: Digest, limit: Int) async throws -> [UInt8]? { try await base.blob(digest, limit: limit) }
  func kept(_ digest: Digest) async throws -> KeptDocument { try await base.kept(digest) }
  func sum(of descriptor: Descriptor) async throws -> BlobSum? { try await base.sum(of: descriptor) }
  func upload(_ source: BlobSource, as descriptor: Descriptor, mountingFrom: String?) async throws {
    try await base.upload(source, as: descriptor, mountingFrom: mountingFrom)
  }
  func checkPushRight() async throws { try await base.checkPushRight() }

  /// Whether the token may delete versions of packages at all, as far as it can be known: what role a job's token has on
  /// a package is told to nobody.
  func tagRemoval() async throws -> TagRemoval {
    guard let token = client.token else { return .forbidden }
    // These cannot use the packages API (GitHub Docs, "About permissions for GitHub Packages").
    if token.kind == .fineGrained { return .forbidden }
    if let scopes = try await client.scopes(), !scopes.contains("delete:packages") { return .forbidden }
    return .allowed
  }

  /// Whether this tag could be removed: the last version with a tag is never deleted.
  ///
  /// Names of versions are what stays when floating tags go, so those alone are counted.
  func tagRemoval(of tag: String) async throws -> TagRemoval {
    let removal = try await tagRemoval()
    guard removal == .allowed else { return removal }
    let versions = try await client.packageVersions(package, of: owner)
    // A package that does not exist yet looks the same to the API as one that the token may not see.
    if versions == nil, try await manifest(tag) != nil { return .forbidden }
    let others = (versions ?? []).flatMap(\.tags).filter { $0 != tag }
    let isFloating = (try? SemanticVersion(parsing: tag)) == nil
    guard isFloating || others.contains(where: { (try? SemanticVersion(parsing: $0)) != nil }) else {
      return .kept("GitHub does not delete the last tagged version of a package")
    }
    return .allowed
  }

  func removeTag(_ tag: String) async throws {
    guard let before = try await manifest(tag) else { return }
    switch try await tagRemoval(of: tag) {
    case .allowed: break
    case .unsupported: throw unwritable(tag, "this registry does not remove tags")
    case .kept(let reason): throw unwritable(tag, reason)
    case .forbidden: throw unauthorized(tag, "the packages API needs a token that may delete packages")
    }
    do {
      try await TombstoneRemoval.remove(tag, showing: before, in: self) { tombstone in
        try await client.delete(try await version(of: tombstone, tag), of: package, of: owner)
      }
    } catch let refusal as PackageRefusal {
      guard case .forbidden = refusal else { throw unwritable(tag, refusal.reason) }
      throw unauthorized(tag, refusal.reason)
    }
    try await Patience.wait(at: client) { try await manifest(tag) == nil }
    guard let now = try await manifest(tag) else { return }
    throw Refusal(
      .registryRefused, what: "\(name):\(tag) was not removed: it is still there.", why: "It leads to \(now.digest)",
      remedy: "Somebody else may have written it meanwhile; look, then run the same command again.")
  }

  /// The version of a tombstone, which the API shows a moment after the registry has it; it must have this tag alone.
  private func version(of tombstone: StoredManifest, _ tag: String) async throws -> PackageVersion {
    var found: PackageVersion?
    try await Patience.wait(at: client) {
      let versions = try await client.packageVersions(package, of: owner) ?? []
      found = versions.first { $0.digest == tombstone.digest.description && $0.tags == [tag] }
      return found != nil
    }
    guard let found else {
      throw unauthorized(tag, "the packages API does not show the package \(package) of \(owner) to this token")
    }
    return found
  }

  private func unwritable(_ tag: String, _ reason: String) -> Unwritable {
    Unwritable(slot: "oci:\(name):\(tag)", reason: reason)
  }

  func unauthorized(_ tag: String, _ why: String) -> Refusal {
    Refusal(
      .unauthorized, what: "\(name):\(tag) was not removed.", why: why,
      remedy: """
        Use a token with the role Admin on the package (its settings, "Manage Actions access", for jobs) or a personal \
        one with delete:packages, then run the same command again.
        """)
  }
}
