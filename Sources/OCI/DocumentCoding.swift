import FoundationEssentials
import Refusals

/// Manifests, indexes and configurations as JSON.
enum DocumentCoding {
  /// The largest manifest that is read, as registries have it too.
  static let limit = 4 << 20

  static func decode<Document: Decodable>(_ bytes: [UInt8]) throws -> Document {
    do {
      return try JSONDecoder().decode(Document.self, from: Data(bytes))
    } catch {
      throw Refusal(
        .contentMissing, what: "A document of an image was not read: it is not what it says it is.",
        why: "Its digest is \(Digest.sha256(of: bytes))")
    }
  }

  /// The document with sorted keys and no spaces, so that equal documents have equal digests.
  static func encode(_ document: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(document))
  }
}
