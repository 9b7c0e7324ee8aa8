/// The files of the ledger's tree.
enum LedgerPath {
  /// Present only while slots are being written.
  static let lock = "lock.json"

  /// The record of a tag; the tag's slashes are folders.
  static func record(of tag: String) -> String { "releases/\(tag)/record.json" }

  /// The bytes of a value, kept beside the record of a tag.
  static func content(_ identity: String, of tag: String) -> String {
    "releases/\(tag)/content/\(identity.replacing(":", with: "-"))"
  }

  /// The tag whose record a path is; nil for any other path.
  static func tag(ofRecord path: String) -> String? {
    guard path.hasPrefix("releases/"), path.hasSuffix("/record.json") else { return nil }
    return String(path.dropFirst(9).dropLast(12))
  }

  /// The tag beside whose record bytes are kept; nil for any other path.
  static func tag(ofContent path: String) -> String? {
    guard path.hasPrefix("releases/"), let folder = path.ranges(of: "/content/").last else { return nil }
    return String(path[..<folder.lowerBound].dropFirst(9))
  }
}
