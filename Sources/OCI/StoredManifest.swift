import FoundationEssentials

/// A manifest or an index as it is stored: bytes, and what they say they are.
public struct StoredManifest: Hashable, Sendable {
  /// The document, byte for byte.
  public let bytes: [UInt8]
  /// The type that the document says, else the one that its members tell.
  public let mediaType: String
  /// The digest of the bytes.
  public let digest: Digest
  /// It was put on a tag only to remove that tag without its siblings.
  public let isTombstone: Bool

  private struct Head: Decodable {
    struct Child: Decodable {}
    var mediaType: String?
    var manifests: [Child]?
    var annotations: [String: String]?
  }

  /// Wraps a document.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
    digest = Digest.sha256(of: bytes)
    let head = try? JSONDecoder().decode(Head.self, from: Data(bytes))
    let said = head?.mediaType.flatMap { Self.isHeaderValue($0) ? $0 : nil }
    mediaType = said ?? (head?.manifests != nil ? MediaType.imageIndex : MediaType.imageManifest)
    isTombstone = head?.manifests?.isEmpty == true && head?.annotations?[Self.tombstoneKey] != nil
  }

  /// A type becomes a header of a request.
  private static func isHeaderValue(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count < 256 && text.utf8.allSatisfy { $0 > 32 && $0 < 127 }
  }

  /// Its descriptor.
  public var descriptor: Descriptor {
    Descriptor(mediaType: mediaType, digest: digest, size: Int64(bytes.count))
  }

  /// The annotation that makes a tombstone one; its value is the tag.
  static let tombstoneKey = "dev.brokkr-release.tombstone"

  /// A document that no other tag has.
  public static func tombstone(for tag: String) throws -> StoredManifest {
    let nonce = String(UInt64.random(in: 0 ... .max), radix: 16) + String(UInt64.random(in: 0 ... .max), radix: 16)
    let index = ImageIndex(manifests: [], annotations: [tombstoneKey: tag, "dev.brokkr-release.nonce": nonce])
    return StoredManifest(bytes: try index.encoded())
  }
}
