/// An index: one image for several platforms (image-spec, image-index.md).
public struct ImageIndex: Hashable, Sendable, Codable {
  /// Always 2.
  public var schemaVersion = 2
  /// The type of this document.
  public var mediaType: String? = MediaType.imageIndex
  /// The children.
  public var manifests: [Descriptor]
  /// Remarks.
  public var annotations: [String: String]?

  /// Makes an index.
  public init(manifests: [Descriptor], annotations: [String: String]? = nil) {
    (self.manifests, self.annotations) = (manifests, annotations)
  }

  /// Reads the members; other programs write `null` for no children.
  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    schemaVersion = try members.decode(Int.self, forKey: .schemaVersion)
    mediaType = try members.decodeIfPresent(String.self, forKey: .mediaType)
    manifests = try members.decodeIfPresent([Descriptor].self, forKey: .manifests) ?? []
    annotations = try members.decodeIfPresent([String: String].self, forKey: .annotations)
  }

  /// Reads a document.
  public static func decode(_ bytes: [UInt8]) throws -> ImageIndex { try DocumentCoding.decode(bytes) }

  /// The document with sorted keys and no spaces, so that equal indexes have equal digests.
  public func encoded() throws -> [UInt8] { try DocumentCoding.encode(self) }
}
