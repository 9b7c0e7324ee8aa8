import Crypto
import Synchronization

/// The SHA-256 of bytes that come in pieces.
final class StreamHash: Sendable {
  private let hasher = Mutex(SHA256())

  /// Forgets what came before: an answer that broke off is sent again from its beginning.
  func begin() { hasher.withLock { $0 = SHA256() } }

  func add(_ bytes: [UInt8]) { hasher.withLock { $0.update(data: bytes) } }

  /// `sha256:` and the hash of what came so far.
  var text: String {
    let digits = Array("0123456789abcdef".utf8)
    let hash = hasher.withLock { $0.finalize() }
    return "sha256:" + String(decoding: hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
