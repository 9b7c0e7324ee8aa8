import HTTP
import Refusals

extension RegistryRepository: PackageStore {
  func prune(tag: String, keeping kept: KeptContent, isDryRun: Bool) async throws -> Pruned {
    guard try await manifest(tag) != nil, let removal = try await content(kept).removal(of: tag) else {
      return Pruned()
    }
    guard !isDryRun else { return removal.pruned }
    for tag in removal.pruned.tags { try await removeTag(tag) }
    for document in removal.pruned.documents { try await delete(document) }
    // The same image gives the same documents: somebody who has pushed meanwhile may need them.
    for digest in try await content(KeptContent()).reached(among: removal.pruned.documents).reversed() {
      guard let manifest = removal.documents[digest] else { continue }
      try await put(manifest, as: digest.description)
    }
    return removal.pruned
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
