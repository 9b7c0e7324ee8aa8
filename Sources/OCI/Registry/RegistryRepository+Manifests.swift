import HTTP
import Refusals

extension RegistryRepository {
  func manifest(_ reference: String) async throws -> StoredManifest? {
    let asked = try Reference(parsing: reference)
    let headers = [(name: "Accept", value: MediaType.manifests.joined(separator: ", "))]
    let response = try await read(
      HTTPRequest("GET", url("manifests/\(reference)"), headers: headers, responseLimit: DocumentCoding.limit))
    let what = "\(title(reference)) was not read"
    switch response.status {
    case 200:
      guard response.body.first(where: { $0 > 32 }) == UInt8(ascii: "{"), !RegistryError.isWebPage(response) else {
        throw await refusal(response, what)
      }
      let manifest = StoredManifest(bytes: response.body)
      if case .digest(let digest) = asked, digest != manifest.digest {
        throw Refusal(
          .registryRefused, what: "\(what): other bytes came.", why: "Their digest is \(manifest.digest)",
          remedy: "Do not use \(location.host) before it is known why.")
      }
      return manifest
    case 404 where !RegistryError.isWebPage(response): return nil
    default: throw await refusal(response, what)
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
