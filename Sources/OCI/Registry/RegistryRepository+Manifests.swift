import HTTP
import Refusals

extension RegistryRepository {
  func manifest(_ reference: String) async throws -> StoredManifest? {
    let asked = try Reference(parsing: reference)
    let manifest = try await document(reference)
    if let manifest, case .digest(let digest) = asked, digest != manifest.digest {
      throw Refusal(
        .registryRefused, what: "\(title(reference)) was not read: other bytes came.",
        why: "Their digest is \(manifest.digest)", remedy: "Do not use \(location.host) before it is known why.")
    }
    return manifest
  }

  func kept(_ digest: Digest) async throws -> KeptDocument {
    guard let manifest = try await document(digest.description) else { return .missing }
    return manifest.digest == digest ? .whole(manifest) : .altered(manifest.digest)
  }

  /// The document that comes for a reference, whatever it is; nil when there is none.
  private func document(_ reference: String) async throws -> StoredManifest? {
    let headers = [(name: "Accept", value: MediaType.manifests.joined(separator: ", "))]
    let response = try await read(
      HTTPRequest("GET", url("manifests/\(reference)"), headers: headers, responseLimit: DocumentCoding.limit))
    switch response.status {
    case 200 where response.body.first(where: { $0 > 32 }) == UInt8(ascii: "{") && !RegistryError.isWebPage(response):
      return StoredManifest(bytes: response.body)
    case 404 where !RegistryError.isWebPage(response): return nil
    default: throw await refusal(response, "\(title(reference)) was not read")
    }
  }

  func put(_ manifest: StoredManifest, as reference: String) async throws {
    let asked = try Reference(parsing: reference)
    if case .digest(let digest) = asked, digest != manifest.digest {
      throw Refusal(
        .contentMissing, what: "\(title(reference)) was not written: the document has the digest \(manifest.digest).")
    }
    let response = try await send(
      HTTPRequest(
        "PUT", url("manifests/\(reference)"), headers: [("Content-Type", manifest.mediaType)],
        body: .bytes(manifest.bytes)))
    let what = "\(title(reference)) was not written"
    guard (200...202).contains(response.status), !RegistryError.isWebPage(response) else {
      throw await refusal(response, what)
    }
    // The registry's word is taken; where it gives none, what it keeps is looked at.
    let kept = response.first("Docker-Content-Digest").flatMap { try? Digest(parsing: $0) }
    let stored = if let kept { kept } else { try await self.manifest(reference)?.digest }
    guard stored == manifest.digest else {
      throw Refusal(
        .registryRefused, what: "\(what): \(location.host) keeps something else.",
        why: "It has \(stored?.description ?? "nothing") instead of \(manifest.digest)")
    }
  }
}
