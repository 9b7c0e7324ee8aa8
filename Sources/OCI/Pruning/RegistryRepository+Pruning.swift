import HTTP
import Refusals

extension RegistryRepository: PackageStore {
  func prune(tag: String, keeping kept: KeptContent, isDryRun: Bool) async throws -> Pruned {
    guard let target = try await manifest(tag) else { return Pruned() }
    var below = Marking(readsLeaves: true)
    try await below.reach([target.digest]) { try await manifest($0.description) }
    let names = try await tags().filter { $0 != tag }
    let signatures = names.filter { ReferrersTag.subject(of: $0) != nil }
    var reached = Marking(readsLeaves: false)
    try await mark(names.filter { ReferrersTag.subject(of: $0) == nil }, kept, in: &reached)
    // A signature goes with what it is of.
    let going = signatures.filter { tag in
      ReferrersTag.subject(of: tag).map { below.contains($0) && !reached.contains($0) } ?? false
    }
    try await mark(signatures.filter { !going.contains($0) }, KeptContent(), in: &reached)
    try await below.reach(shown(by: going).map(\.digest)) { try await manifest($0.description) }

    var pruned = Pruned()
    pruned.tags = [tag] + going
    pruned.documents = below.deletionOrder(besides: reached)
    pruned.kept = below.documents.filter(reached.contains).sorted()
    guard !isDryRun else { return pruned }
    for tag in pruned.tags { try await removeTag(tag) }
    for document in pruned.documents { try await delete(document) }
    try await putBack(pruned.documents, below.read)
    return pruned
  }

  /// Registries list no content without a tag.
  func pruneUntagged(keeping kept: KeptContent, isDryRun: Bool) async throws -> Pruned? { nil }

  /// Marks what some tags and the records reach.
  private func mark(_ tags: [String], _ kept: KeptContent, in marking: inout Marking) async throws {
    let found = try await shown(by: tags)
    let known = Dictionary(found.map { ($0.digest, $0) }) { first, _ in first }.merging(kept.bytes) { one, _ in one }
    let find: @Sendable (Digest) async throws -> StoredManifest? = { digest in
      if let manifest = known[digest] { return manifest }
      return try await manifest(digest.description)
    }
    try await marking.reach(found.map(\.digest), find)
    try await marking.reach(kept.documents, find)
    try await marking.reach(leaves: kept.leaves, find)
  }

  private func shown(by tags: [String]) async throws -> [StoredManifest] {
    try await Parallel.map(tags) { try await manifest($0) }.compactMap(\.self)
  }

  private func delete(_ document: Digest) async throws {
    let response = try await send(HTTPRequest("DELETE", url("manifests/\(document)")), to: .delete)
    guard (200...204).contains(response.status) || response.status == 404 else {
      throw await refusal(response, "\(title(document.description)) was not deleted")
    }
  }

  /// Puts back what somebody needs who has pushed meanwhile: the same image gives the same documents.
  private func putBack(_ deleted: [Digest], _ documents: [Digest: StoredManifest]) async throws {
    var now = Marking(readsLeaves: false)
    try await mark(tags(), KeptContent(), in: &now)
    for digest in deleted.reversed() where now.contains(digest) {
      guard let manifest = documents[digest] else { continue }
      try await put(manifest, as: digest.description)
    }
  }
}

extension Marking {
  /// The documents that were read and that `other` does not reach, as they are to be deleted.
  func deletionOrder(besides other: Marking) -> [Digest] {
    let going = read.filter { !other.contains($0.key) }
    return DeletionOrder.parentsFirst(Set(going.keys)) { digest in
      going[digest].flatMap { try? ManifestLinks($0) }?.children.map(\.digest) ?? []
    }
  }
}
