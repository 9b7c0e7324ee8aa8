import FoundationEssentials
import Refusals

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

  /// Reads a document.
  public static func decode(_ bytes: [UInt8]) throws -> ImageIndex { try DocumentCoding.decode(bytes) }

  /// The document with sorted keys and no spaces, so that equal indexes have equal digests.
  public func encoded() throws -> [UInt8] { try DocumentCoding.encode(self) }
}

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

  /// Reads a document.
  public static func decode(_ bytes: [UInt8]) throws -> ImageManifest { try DocumentCoding.decode(bytes) }

  /// Every blob that it names.
  public var contents: [Descriptor] { [config] + layers }
}

/// What an image's configuration says of its platform (image-spec, config.md).
struct ImageConfig: Decodable {
  var architecture: String
  var os: String
  var variant: String?
}

enum DocumentCoding {
  static func decode<Document: Decodable>(_ bytes: [UInt8]) throws -> Document {
    do {
      return try JSONDecoder().decode(Document.self, from: Data(bytes))
    } catch {
      throw Refusal(.failed, what: "A document of an image was not read: it is not what it says it is.")
    }
  }

  static func encode(_ document: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(document))
  }
}
