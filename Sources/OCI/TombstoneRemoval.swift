import Refusals

/// Removes one tag of several where only whole documents are deleted: the tag is given a document of its own, a
/// tombstone, and that is deleted; its siblings and what it showed before stay.
public enum TombstoneRemoval {
  /// Removes a tag.
  ///
  /// - Parameters:
  ///   - tag: the tag.
  ///   - before: what it shows; a tombstone that an earlier try left is deleted as it is.
  ///   - repository: where.
  ///   - delete: deletes the tombstone, and throws where it is not gone.
  /// - Throws: what `delete` throws, once the tag shows again what it showed before; a `Refusal` where it does not.
  public static func remove(
    _ tag: String, showing before: StoredManifest, in repository: any ImageRepository,
    delete: (StoredManifest) async throws -> Void
  ) async throws {
    guard !before.isTombstone else { return try await delete(before) }
    let tombstone = try StoredManifest.tombstone(for: tag)
    try await repository.put(tombstone, as: tag)
    do {
      try await delete(tombstone)
    } catch {
      // Also when this task is being cancelled; a tombstone that stays is known as one.
      guard await Task(operation: { await putBack(before, to: tag, over: tombstone, in: repository) }).value else {
        throw Refusal(
          .registryRefused, what: "\(repository.name):\(tag) shows an empty index now.",
          why: "It was not removed, and not put back either: \((error as? Refusal)?.message ?? "\(error)")",
          remedy: "Run the same command again; before, it showed \(before.digest)")
      }
      throw error
    }
  }

  /// Whether the tag shows no tombstone of ours any more.
  private static func putBack(
    _ before: StoredManifest, to tag: String, over tombstone: StoredManifest, in repository: any ImageRepository
  ) async -> Bool {
    do {
      guard try await repository.manifest(tag)?.digest == tombstone.digest else { return true }
      try await repository.put(before, as: tag)
      return try await repository.manifest(tag)?.digest == before.digest
    } catch {
      return false
    }
  }
}
