import HTTP
import Refusals

extension RegistryRepository {
  /// Removes one tag and no sibling.
  ///
  /// Registries that delete by tag are told so. Others delete a digest with every tag of it: there the tag is first
  /// given a document of its own, a tombstone, and that is deleted.
  func removeTag(_ tag: String) async throws {
    guard let before = try await manifest(tag) else { return }
    if !before.isTombstone, try await removesDirectly(tag, before) { return }
    switch try await tagRemoval() {
    case .allowed: break
    case .unsupported, .kept:
      throw Refusal(
        .registryRefused, what: "\(title(tag)) was not removed: \(location.host) does not delete.",
        remedy: "Allow deletion in the registry, or remove the tag there by hand.")
    case .forbidden:
      throw Refusal(
        .unauthorized, what: "\(title(tag)) was not removed.",
        why: "\(location.host) does not let these credentials delete",
        remedy: "Log in as somebody who may delete in \(name), then run the same command again.")
    }
    try await TombstoneRemoval.remove(tag, showing: before, in: self) { try await delete($0.digest, of: tag) }
  }

  /// Deletes by tag; false where the registry cannot do that, or takes the document with its other tags along.
  private func removesDirectly(_ tag: String, _ before: StoredManifest) async throws -> Bool {
    let deletion = registries.deletion
    guard await deletion.mayDeleteTags(location.host) else { return false }
    let response = try await send(HTTPRequest("DELETE", url("manifests/\(tag)")), to: .delete)
    switch response.status {
    case 200...202, 204, 404:
      // Where the document went with the tag, its bytes bring it back for the other tags.
      if try await manifest(before.digest.description) == nil {
        await deletion.keepNoTags(location.host)
        try await put(before, as: before.digest.description)
      }
      guard let now = try await manifest(tag) else { return true }
      throw Refusal(
        .registryRefused, what: "\(title(tag)) was not removed: \(location.host) said so, and still has it.",
        why: "It leads to \(now.digest)")
    case 400, 405, 415, 501:
      await deletion.keepNoTags(location.host)
      return false
    default: throw await refusal(response, "\(title(tag)) was not removed")
    }
  }

  private func delete(_ tombstone: Digest, of tag: String) async throws {
    let response = try await send(HTTPRequest("DELETE", url("manifests/\(tombstone)")), to: .delete)
    guard (200...204).contains(response.status) || response.status == 404 else {
      throw await refusal(response, "\(title(tag)) was not removed")
    }
    guard let now = try await manifest(tag) else { return }
    throw Refusal(
      .registryRefused, what: "\(title(tag)) was not removed: it is still there.", why: "It leads to \(now.digest)",
      remedy: "Somebody else may have written it meanwhile; look, then run the same command again.")
  }

  /// Asks by deleting a digest that is nowhere: it is "not found" where deletion is allowed, "unsupported" where not.
  func tagRemoval() async throws -> TagRemoval {
    if let known = await registries.deletion.removal(location) { return known }
    let absent = Digest.sha256(of: (0..<32).map { _ in UInt8.random(in: 0...255) })
    let response = try await send(HTTPRequest("DELETE", url("manifests/\(absent)")), to: .delete)
    let removal: TagRemoval
    switch response.status {
    case 200...202, 204, 404: removal = .allowed
    case 400, 405, 501: removal = .unsupported
    // Who may push was asked before: these credentials are good for other things.
    case 401: removal = .forbidden
    case 403 where !RetryPolicy.isRateLimit(response): removal = .forbidden
    default: throw await refusal(response, "\(name) was not asked whether it deletes")
    }
    await registries.deletion.keep(removal, for: location)
    return removal
  }
}
