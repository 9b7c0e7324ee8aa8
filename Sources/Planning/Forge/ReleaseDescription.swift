import FoundationEssentials
import OCI
import Publishing
import ReleaseEngine

/// The asset that says what a release is made of: every digest, for machines.
struct ReleaseDescription: Codable {
  /// The asset's name.
  static let file = ReleaseDrafts.description

  var schemaVersion = 1
  var version: String
  var tag: String
  var revision: String
  var images: [RecordedImage]
  var charts: [RecordedChart]

  enum CodingKeys: String, CodingKey {
    case version, tag, revision, images, charts
    case schemaVersion = "schema_version"
  }

  /// Describes the release of a record; nothing in it depends on when or by whom it is published.
  init(_ record: Record) {
    version = record.version
    tag = record.tag
    revision = record.head ?? ""
    images = record.images
    charts = record.charts
  }

  /// The document as it is uploaded.
  var bytes: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return [UInt8](try encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
  }
}
