import GitHub
import OCI
import Refusals
import ReleaseEngine

/// One sweep through the versions of a package: it goes on past what cannot be deleted, and leaves nothing that is still
/// there without what it names.
struct PackageSweep {
  private let package: ForgePackage
  private let plan: Prunable
  private var pruned = Pruned()
  /// What has to stay since something above it does.
  private var needed: Set<Digest> = []
  private var refusals: [Refusal] = []

  private var client: GitHubClient { package.repository.client }

  /// Begins with what was planned; nothing is deleted yet.
  init(package: ForgePackage, plan: Prunable) {
    (self.package, self.plan) = (package, plan)
    pruned.kept = plan.pruned.kept
    pruned.young = plan.pruned.young
  }

  /// Removes tags: each with its version where that has no other and nothing needs it, else apart from it.
  ///
  /// A version goes with all its tags, so the registry is read once more, for all of them: a tag that somebody has given a
  /// version since the plan was made keeps it. One that is given while this goes on is seen by the API's list of the
  /// version's tags, and by what is put back in the end.
  ///
  /// - Parameters:
  ///   - tags: the tags.
  ///   - shown: what the registry has shown by all tags when this was planned.
  /// - Throws: where the token may not, the registry does not answer, or the command is interrupted.
  mutating func remove(tags: [String], shown: [String: StoredManifest]) async throws {
    guard !tags.isEmpty else { return }
    let now = try await package.shown()
    for tag in tags {
      guard let digest = shown[tag]?.digest else { continue }
      let removed = pruned.tags
      let isAlone = now.allSatisfy { $0.key == tag || removed.contains($0.key) || $0.value.digest != digest }
      try await remove(tag, of: digest, isAlone: isAlone)
    }
  }

  private mutating func remove(_ tag: String, of digest: Digest, isAlone: Bool) async throws {
    do {
      if isAlone, plan.pruned.documents.contains(digest), try await deleted(digest, with: tag) {
        pruned.documents.append(digest)
        try await Patience.wait(at: client) { try await package.repository.manifest(tag)?.digest != digest }
        guard try await package.repository.manifest(tag)?.digest != digest else {
          pruned.documents.removeLast()
          throw Refusal(
            .forgeRefused, what: "\(package.name):\(tag) was not deleted: GitHub said so, and still has it.",
            remedy: "Run the same command again in a minute.")
        }
      } else {
        try await package.repository.removeTag(tag)
      }
      pruned.tags.append(tag)
    } catch let unwritable as Unwritable {
      leave(tag, unwritable.reason, digest)
    } catch PackageRefusal.lastTagged {
      leave(tag, PackageRefusal.lastTagged.reason, digest)
    } catch {
      try note(error, digest)
    }
  }

  /// Deletes a version that has this tag alone; false where it has others, or is only kept from being deleted.
  private func deleted(_ digest: Digest, with tag: String) async throws -> Bool {
    var found: PackageVersion?
    try await Patience.wait(at: client) {
      found = try await package.versions().first { $0.digest == digest.description && $0.tags.contains(tag) }
      return found != nil
    }
    guard let found, found.tags == [tag] else { return false }
    do {
      try await client.delete(found, of: package.repository.package, of: package.repository.owner)
      return true
    } catch PackageRefusal.muchDownloaded {
      // The tag goes all the same; the version is then left without one.
      return false
    }
  }

  /// Deletes the planned documents that are left, those above before those below them.
  ///
  /// What somebody has given a tag meanwhile stays.
  mutating func removeDocuments() async throws {
    let due = plan.pruned.documents.filter { !pruned.documents.contains($0) }
    guard !due.isEmpty else { return }
    let (client, package, removed) = (client, package, pruned.tags)
    var versions: [String: PackageVersion] = [:]
    // The API shows a push, and a tag that is gone, a moment later.
    try await Patience.wait(at: client) {
      versions = Dictionary(try await package.versions().map { ($0.digest, $0) }) { first, _ in first }
      return due.allSatisfy { versions[$0.description]?.tags.allSatisfy(removed.contains) == true }
    }
    for digest in due {
      try Task.checkCancellation()
      guard !needed.contains(digest) else {
        needed.formUnion(plan.children(of: digest))
        continue
      }
      do {
        if let version = versions[digest.description] {
          try await delete(version, digest)
        } else if try await package.repository.manifest(digest.description) != nil {
          throw Refusal(
            .forgeRefused, what: "\(package.name)@\(digest) was not deleted: the packages API does not show it yet.",
            remedy: "Run the same command again in a minute.")
        }
      } catch {
        try note(error, digest)
      }
    }
  }

  private mutating func delete(_ version: PackageVersion, _ digest: Digest) async throws {
    // The registry knows at once what the API shows a moment later: whether somebody has given it a tag since.
    var isNamed = !version.tags.allSatisfy(pruned.tags.contains)
    for tag in version.tags where !isNamed {
      isNamed = try await package.repository.manifest(tag)?.digest == digest
    }
    guard !isNamed else {
      needed.formUnion(plan.children(of: digest))
      return
    }
    do {
      try await client.delete(version, of: package.repository.package, of: package.repository.owner)
      pruned.documents.append(digest)
      try await Patience.wait(at: client) { try await package.repository.manifest(digest.description) == nil }
      guard try await package.repository.manifest(digest.description) != nil else { return }
      pruned.documents.removeLast()
      throw Refusal(
        .forgeRefused, what: "\(package.name)@\(digest) was not deleted: GitHub said so, and still has it.",
        remedy: "Run the same command again in a minute.")
    } catch let refusal as PackageRefusal where refusal == .muchDownloaded || refusal == .lastTagged {
      leave(digest.description, refusal.reason, digest)
    }
  }

  /// Puts back what somebody needs after all: the same image gives the same documents.
  mutating func restore() async throws {
    guard !pruned.documents.isEmpty else { return }
    let repository = package.repository
    let now = ShownContent(try await package.shown(), keeping: KeptContent()) {
      try await repository.manifest($0.description)
    }
    for digest in try await now.reached(among: pruned.documents).reversed() {
      guard let manifest = plan.documents[digest] else { continue }
      try await repository.put(manifest, as: digest.description)
      pruned.documents.removeAll { $0 == digest }
    }
  }

  /// What went.
  ///
  /// - Throws: a `RefusalList` with what was not deleted.
  func outcome() throws -> Pruned {
    guard refusals.isEmpty else { throw RefusalList(refusals) }
    return pruned
  }

  /// Something stays for good, and with it all that it names.
  private mutating func leave(_ name: String, _ reason: String, _ digest: Digest) {
    pruned.left.append(Pruned.Left(name, reason))
    keep(digest)
  }

  private mutating func keep(_ digest: Digest) {
    needed.insert(digest)
    needed.formUnion(plan.children(of: digest))
  }

  /// Keeps what may pass for the end; throws what would be the same again for all others.
  private mutating func note(_ error: any Error, _ digest: Digest) throws {
    keep(digest)
    switch error {
    case PackageRefusal.forbidden: throw package.unauthorized((error as? PackageRefusal)?.reason ?? "")
    case let refusal as Refusal where refusal.code != .unauthorized: refusals.append(refusal)
    default: throw error
    }
  }
}
