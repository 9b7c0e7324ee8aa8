import HTTP
import Refusals

extension RegistryRepository {
  func manifest(_ reference: String) async throws -> StoredManifest? {
    let headers = MediaType.manifests.map { (name: "Accept", value: $0) }
    let response = try await send(HTTPRequest("GET", url("manifests/\(reference)"), headers: headers))
    switch response.status {
    case 200:
      guard response.body.first == UInt8(ascii: "{") else {
        throw refusal(response, "\(name):\(reference) was not read")
      }
      let manifest = StoredManifest(bytes: response.body)
      if let asked = try? Digest(parsing: reference), asked != manifest.digest {
        throw Refusal(
          .registryRefused, what: "\(name)@\(reference) was not read: other bytes came.",
          why: "Their digest is \(manifest.digest)")
      }
      return manifest
    case 404: return nil
    default: throw refusal(response, "\(name):\(reference) was not read")
    }
  }

  func put(_ manifest: StoredManifest, as reference: String) async throws {
    let response = try await send(
      HTTPRequest(
        "PUT", url("manifests/\(reference)"), headers: [("Content-Type", manifest.mediaType)],
        body: .bytes(manifest.bytes)))
    guard (200...202).contains(response.status) else {
      throw refusal(response, "\(name):\(reference) was not written")
    }
  }

  func removeTag(_ tag: String) async throws {
    let direct = try await send(HTTPRequest("DELETE", url("manifests/\(tag)")), actions: "delete,pull,push")
    switch direct.status {
    case 200...202, 404: return
    case 400, 405, 501: break
    default: throw refusal(direct, "\(name):\(tag) was not removed")
    }
    guard try await deletesDigests() else {
      throw Refusal(
        .registryRefused, what: "\(name):\(tag) was not removed: \(location.host) does not delete.",
        remedy: "Allow deletion in the registry, or remove the tag there by hand.")
    }
    guard let before = try await manifest(tag) else { return }
    // Deleting by digest takes every tag of it, so this one tag gets a digest of its own first.
    let tombstone = before.isTombstone ? before : try StoredManifest.tombstone(for: tag)
    if !before.isTombstone { try await put(tombstone, as: tag) }
    let response = try await send(
      HTTPRequest("DELETE", url("manifests/\(tombstone.digest)")), actions: "delete,pull,push")
    guard (200...202).contains(response.status) || response.status == 404 else {
      if !before.isTombstone { try await put(before, as: tag) }
      throw refusal(response, "\(name):\(tag) was not removed")
    }
  }

  func removesTags() async throws -> Bool { try await deletesDigests() }

  /// Whether deletion by digest is allowed: a digest that is nowhere is "not found" where it is, "unsupported" where not.
  private func deletesDigests() async throws -> Bool {
    let key = "\(location)"
    if let known = await registries.deletion.answer(for: key) { return known }
    let absent = Digest.sha256(of: Array("brokkr-release \(UInt64.random(in: 0 ..< .max))".utf8))
    let response = try await send(
      HTTPRequest("DELETE", url("manifests/\(absent)")), actions: "delete,pull,push")
    let allowed: Bool
    switch response.status {
    case 200...202, 404: allowed = true
    case 400, 401, 403, 405, 501: allowed = false
    default: throw refusal(response, "\(name) was not asked whether it deletes")
    }
    await registries.deletion.keep(allowed, for: key)
    return allowed
  }
}
