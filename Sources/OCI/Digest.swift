import Crypto
import FoundationEssentials
import Refusals

/// The name of content: an algorithm and the hash of the bytes (image-spec, descriptor.md#digests).
public struct Digest: Hashable, Sendable, Codable, CustomStringConvertible, Comparable {
  /// The hash in lower-case hexadecimal.
  public let hex: String

  /// Reads `sha256:` and 64 hexadecimal digits; other algorithms are not used by any registry we speak to.
  public init(parsing text: String) throws {
    let hex = text.dropFirst(7)
    guard text.hasPrefix("sha256:"), hex.utf8.count == 64,
      hex.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else {
      throw Refusal(.failed, what: "`\(text.prefix(100))` is no digest.", why: "A digest is `sha256:` and 64 digits.")
    }
    self.hex = String(hex)
  }

  init(_ digest: SHA256.Digest) {
    let digits = Array("0123456789abcdef".utf8)
    hex = String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The digest of bytes.
  public static func sha256(of bytes: [UInt8]) -> Digest { Digest(SHA256.hash(data: bytes)) }

  /// The digest and size of a file, read in pieces.
  public static func sha256(ofFile path: String) throws -> (Digest, Int64) {
    guard let handle = ReadableFile(path) else {
      throw Refusal(.contentMissing, what: "\(path) was not read.", why: "There is no such readable file.")
    }
    var hasher = SHA256()
    var size: Int64 = 0
    while let chunk = try handle.read(1 << 20) {
      hasher.update(data: chunk)
      size += Int64(chunk.count)
    }
    return (Digest(hasher.finalize()), size)
  }

  /// `sha256:` and the hash.
  public var description: String { "sha256:\(hex)" }
  /// Orders by the hash.
  public static func < (one: Self, other: Self) -> Bool { one.hex < other.hex }

  /// Reads the text form.
  public init(from decoder: any Decoder) throws {
    try self.init(parsing: try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
