import HTTP
import Refusals

extension RegistryRepository {
  func hasBlob(_ digest: Digest) async throws -> Bool {
    let response = try await read(HTTPRequest("HEAD", url("blobs/\(digest)")))
    switch response.status {
    case 200 where !RegistryError.isWebPage(response): return true
    case 404: return false
    default: throw await refusal(response, "\(name) was not asked for \(digest)")
    }
  }

  func blob(_ digest: Digest, limit: Int) async throws -> [UInt8]? {
    let response = try await read(HTTPRequest("GET", url("blobs/\(digest)"), responseLimit: limit))
    switch response.status {
    case 200:
      let found = Digest.sha256(of: response.body)
      guard found == digest else {
        let what = "\(title(digest.description)) was not read"
        guard !RegistryError.isWebPage(response) else { throw await refusal(response, what) }
        throw Refusal(.registryRefused, what: "\(what): other bytes came.", why: "Their digest is \(found)")
      }
      return response.body
    case 404 where !RegistryError.isWebPage(response): return nil
    default: throw await refusal(response, "\(title(digest.description)) was not read")
    }
  }
}
