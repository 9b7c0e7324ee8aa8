import HTTP
import Refusals

extension RegistryRepository: PackageStore {
  func prune(tag: String, keeping kept: KeptContent, isDryRun: Bool) async throws -> Pruned {
    guard try await manifest(tag) != nil, let removal = try await content(kept).removal(of: tag) else {
      return Pruned()
    }
    guard !isDryRun else { return removal.pruned }
    for tag in removal.pruned.tags { try await removeTag(tag) }
    // Deleting a document takes every tag of it: those that somebody has given meanwhile keep it.
    let needed = Set(try await content(kept).reached(among: removal.pruned.documents))
    let due = removal.pruned.documents.filter { !needed.contains($0) }
    do {
      for document in due { try await delete(document) }
    } catch {
      throw await PutBack.after(error) { try await putBack(due, of: removal) }
    }
    try await putBack(due, of: removal)
    var pruned = removal.pruned
    pruned.documents = due
    return pruned
  }

  /// Puts back what somebody who has pushed meanwhile needs: the same image gives the same documents.
  private func putBack(_ deleted: [Digest], of removal: Prunable) async throws {
    for digest in try await content(KeptContent()).reached(among: deleted).reversed() {
      guard let manifest = removal.documents[digest] else { continue }
      try await put(manifest, as: digest.description)
    }
  }

  /// Registries list no content without a tag.
  func pruneUntagged(keeping kept: KeptContent, before moment: String, isDryRun: Bool) async throws -> Pruned? { nil }

  private func content(_ kept: KeptContent) async throws -> ShownContent {
    ShownContent(try await shown(), keeping: kept) { try await manifest($0.description) }
  }

  /// Every tag with its document.
  func shown() async throws -> [String: StoredManifest] {
    let tags = try await tags()
    let found = try await Parallel.map(tags) { try await manifest($0) }
    return Dictionary(uniqueKeysWithValues: zip(tags, found).compactMap { tag, found in found.map { (tag, $0) } })
  }

  private func delete(_ document: Digest) async throws {
    let response = try await send(HTTPRequest("DELETE", url("manifests/\(document)")), to: .delete)
    guard (200...204).contains(response.status) || response.status == 404 else {
      throw await refusal(response, "\(title(document.description)) was not deleted")
    }
  }
}
