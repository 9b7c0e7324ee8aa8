import FoundationEssentials

/// A manifest or an index as it is stored: bytes, and what they say they are.
public struct StoredManifest: Hashable, Sendable {
  /// The document, byte for byte.
  public let bytes: [UInt8]
  /// The type that the document says, else the one that its members tell.
  public let mediaType: String
  /// The digest of the bytes.
  public let digest: Digest

  private struct Head: Decodable {
    var mediaType: String?
    var manifests: [Empty]?
    var annotations: [String: String]?
    struct Empty: Decodable {}
  }

  /// Wraps a document.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
    digest = Digest.sha256(of: bytes)
    let head = try? JSONDecoder().decode(Head.self, from: Data(bytes))
    mediaType = head?.mediaType ?? (head?.manifests != nil ? MediaType.imageIndex : MediaType.imageManifest)
    isTombstone = head?.annotations?[Self.tombstoneKey] != nil
  }

  /// The annotation of a tombstone.
  static let tombstoneKey = "dev.brokkr-release.tombstone"

  /// It was put on a tag only to remove that tag without its siblings.
  public let isTombstone: Bool

  /// A document that no other tag has.
  static func tombstone(for tag: String) throws -> StoredManifest {
    let nonce = String((0..<16).map { _ in "0123456789abcdef".randomElement() ?? "0" })
    let index = ImageIndex(manifests: [], annotations: [tombstoneKey: tag, "dev.brokkr-release.nonce": nonce])
    return StoredManifest(bytes: try index.encoded())
  }

  /// Its descriptor.
  public var descriptor: Descriptor {
    Descriptor(mediaType: mediaType, digest: digest, size: Int64(bytes.count))
  }
}
