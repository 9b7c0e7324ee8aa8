import Crypto
import HTTP
import Refusals
import Synchronization

extension RegistryRepository {
  func standing(of digest: Digest) async throws -> BlobStanding {
    let response = try await read(HTTPRequest("HEAD", url("blobs/\(digest)")))
    switch response.status {
    case 200 where !RegistryError.isWebPage(response):
      // The length of something that was encoded for the way says nothing of the blob.
      let isPlain = response.first("Content-Encoding") == nil
      return .there(size: isPlain ? response.first("Content-Length").flatMap { Int64($0) } : nil)
    case 404: return .missing
    default: throw await refusal(response, "\(name) was not asked for \(digest)")
    }
  }

  func blob(_ digest: Digest, limit: Int) async throws -> [UInt8]? {
    // What is said of an error may be longer than the blob.
    let response = try await read(HTTPRequest("GET", url("blobs/\(digest)"), responseLimit: max(limit, 1 << 16)))
    switch response.status {
    case 200 where response.body.count > limit:
      throw Refusal(
        .registryRefused, what: "\(title(digest.description)) was not read.", why: "It is longer than \(limit) bytes")
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

  func sum(of descriptor: Descriptor) async throws -> BlobSum? {
    let sum = RunningSum(limit: descriptor.size)
    var request = HTTPRequest("GET", url("blobs/\(descriptor.digest)"), timeout: .seconds(6 * 3600))
    request.onBytes = { sum.add($0) }
    request.onStart = { sum.begin() }
    let response = try await read(request)
    switch response.status {
    case 200: return sum.value
    case 404 where !RegistryError.isWebPage(response): return nil
    default: throw await refusal(response, "\(title(descriptor.digest.description)) was not read")
    }
  }

  /// A digest that grows with the bytes that come, and takes no more of them than a size.
  private final class RunningSum: Sendable {
    private let limit: Int64
    private let state = Mutex((hasher: SHA256(), size: Int64(0)))

    init(limit: Int64) { self.limit = limit }

    /// Forgets what came before: an answer that broke off is sent again from its beginning.
    func begin() { state.withLock { $0 = (SHA256(), 0) } }

    /// Takes bytes; false where there are more than there should be.
    func add(_ bytes: [UInt8]) -> Bool {
      state.withLock { state in
        state.hasher.update(data: bytes)
        state.size += Int64(bytes.count)
        guard state.size > limit else { return true }
        state.size = limit + 1
        return false
      }
    }

    var value: BlobSum { state.withLock { BlobSum(digest: Digest($0.hasher.finalize()), size: $0.size) } }
  }
}
