import FoundationEssentials
import Refusals
public import ReleaseEngine

/// Records and locks as the bytes of the ledger's files: sorted keys, two spaces, a final newline.
public enum RecordCoding {
  /// How many bytes a record may have; a release of a thousand images comes nowhere near.
  public static let limit = 16 << 20

  /// The bytes of a record or a lock.
  public static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(value)) + [0x0A]
  }

  /// Reads a record; `path` is for the message.
  public static func record(_ bytes: [UInt8], path: String) throws -> Record {
    try refuseGiant(bytes, path, "read")
    do {
      let record: Record = try decode(bytes, path: path)
      if let newer = newer(record.schemaVersion, path) { throw newer }
      return record
    } catch {
      throw newer(bytes, path: path) ?? error
    }
  }

  /// What is said of a record that a newer version wrote; nil of any other.
  ///
  /// A newer form may have other fields; its number it has all the same.
  static func newer(_ bytes: [UInt8], path: String) -> Refusal? {
    guard bytes.count <= limit, let form = try? JSONDecoder().decode(Form.self, from: Data(bytes)) else { return nil }
    return newer(form.version, path)
  }

  private static func refuseGiant(_ bytes: [UInt8], _ path: String, _ done: String) throws {
    guard bytes.count > limit else { return }
    throw Refusal(
      .ledgerDamaged, what: "\(path) of the ledger was not \(done): it has \(bytes.count) bytes.",
      why: "A record has at most \(limit)",
      remedy: "Run `brokkr-release doctor`, which names the event that made it so large.")
  }

  private static func newer(_ version: Int, _ path: String) -> Refusal? {
    guard version > Record.currentSchema else { return nil }
    return Refusal(
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
  public static func lock(_ bytes: [UInt8], path: String) throws -> Lock {
    try refuseGiant(bytes, path, "read")
    return try decode(bytes, path: path)
  }

  /// The bytes of a record that is small enough to be written; `path` is for the message.
  public static func encode(_ record: Record, path: String) throws -> [UInt8] {
    let bytes = try encode(record)
    try refuseGiant(bytes, path, "written")
    return bytes
  }

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
