import CLibgit2

/// An entry of one tree, folders included.
///
/// Names are bytes: git compares them as such and takes any, while texts may be equal that are not the same bytes.
struct TreeEntry {
  static let folder: UInt32 = 0o040000
  static let submodule: UInt32 = 0o160000

  var name: [UInt8]
  var mode: UInt32
  var id: ObjectID

  var isFolder: Bool { mode == Self.folder }
  /// The name as text; what is no UTF-8 is replaced.
  var text: String { String(decoding: name, as: UTF8.self) }

  /// What git sorts by: a folder's name ends in a slash.
  private var key: [UInt8] { isFolder ? name + [UInt8(ascii: "/")] : name }

  /// The bytes of a tree object.
  static func encode(_ entries: some Sequence<TreeEntry>) -> [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      bytes += Array("\(String(entry.mode, radix: 8)) ".utf8) + entry.name + [0]
      withUnsafeBytes(of: entry.id.raw.id) { bytes += $0.prefix(20) }
    }
    return bytes
  }
}
