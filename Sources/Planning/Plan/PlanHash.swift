import Crypto
import FoundationEssentials
public import ReleaseEngine

/// The hash that an approval covers: version, commit and tree, configuration, every digest, and every slot with what it
/// would get.
///
/// Commit and tag objects are made once, when the release is published or parked; the tree stands for them.
public struct PlanHash: Codable, Sendable {
  /// A slot with the value that it would get.
  struct Slot: Codable {
    var slot: String
    var after: String?
  }

  var version: String
  var head: String
  var tree: String
  var configuration: String
  var images: [RecordedImage]
  var charts: [RecordedChart]
  var slots: [Slot]

  /// Gathers what is covered.
  public init(record: Record, head: String, tree: String, configuration: [UInt8]) {
    version = record.version
    self.head = head
    self.tree = tree
    self.configuration = Self.hex(configuration)
    images = record.images
    charts = record.charts
    slots = record.claims.map { claim in
      Slot(slot: claim.slot, after: claim.role == .tag || claim.role == .branch ? tree : claim.value)
    }
  }

  /// The hash in hexadecimal.
  public func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Self.hex([UInt8](try encoder.encode(self)))
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0\(text)" : text
    }.joined()
  }
}
