/// A manifest: a configuration and layers (image-spec, manifest.md).
public struct ImageManifest: Hashable, Sendable, Codable {
  /// Always 2.
  public var schemaVersion: Int
  /// The type of this document; nil in Helm's charts.
  public var mediaType: String?
  /// The configuration.
  public var config: Descriptor
  /// The layers.
  public var layers: [Descriptor]
  /// Remarks.
  public var annotations: [String: String]?

  /// Makes a manifest.
  public init(
    mediaType: String? = MediaType.imageManifest, config: Descriptor, layers: [Descriptor],
    annotations: [String: String]? = nil
  ) {
    schemaVersion = 2
    (self.mediaType, self.config, self.layers, self.annotations) = (mediaType, config, layers, annotations)
  }

  /// Reads the members; other programs write `null` for no layers.
  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    schemaVersion = try members.decode(Int.self, forKey: .schemaVersion)
    mediaType = try members.decodeIfPresent(String.self, forKey: .mediaType)
    config = try members.decode(Descriptor.self, forKey: .config)
    layers = try members.decodeIfPresent([Descriptor].self, forKey: .layers) ?? []
    annotations = try members.decodeIfPresent([String: String].self, forKey: .annotations)
  }

  /// Reads a document.
  public static func decode(_ bytes: [UInt8]) throws -> ImageManifest { try DocumentCoding.decode(bytes) }

  /// The document with sorted keys and no spaces.
  public func encoded() throws -> [UInt8] { try DocumentCoding.encode(self) }

  /// Every blob that it names.
  public var contents: [Descriptor] { [config] + layers }
}
