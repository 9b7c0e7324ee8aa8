import FoundationEssentials
import Refusals
public import ReleaseEngine

/// Records and locks as the bytes of the ledger's files: sorted keys, two spaces, a final newline.
public enum RecordCoding {
  /// The bytes of a record or a lock.
  public static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(value)) + [0x0A]
  }

  /// Reads a record; `path` is for the message.
  public static func record(_ bytes: [UInt8], path: String) throws -> Record {
    do {
      let record: Record = try decode(bytes, path: path)
      try refuseNewer(record.schemaVersion, path)
      return record
    } catch {
      // A newer form may have other fields; its number it has all the same.
      if let form = try? JSONDecoder().decode(Form.self, from: Data(bytes)) { try refuseNewer(form.version, path) }
      throw error
    }
  }

  private static func refuseNewer(_ version: Int, _ path: String) throws {
    guard version > Record.currentSchema else { return }
    throw Refusal(
      .ledgerDamaged, what: "\(path) of the ledger was not read: a newer version wrote it.",
      why: "Its schema_version is \(version); this version knows \(Record.currentSchema)",
      remedy: "Upgrade brokkr-release.")
  }

  /// The number that every form of a record has.
  private struct Form: Decodable {
    var version: Int
    enum CodingKeys: String, CodingKey { case version = "schema_version" }
  }

  /// Reads a lock; `path` is for the message.
  public static func lock(_ bytes: [UInt8], path: String) throws -> Lock { try decode(bytes, path: path) }

  private static func decode<Value: Decodable>(_ bytes: [UInt8], path: String) throws -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: Data(bytes))
    } catch {
      throw Refusal(
        .ledgerDamaged, what: "\(path) of the ledger was not read: it is no valid record.",
        remedy: "Run `brokkr-release doctor` to restore it from the remote.")
    }
  }
}
