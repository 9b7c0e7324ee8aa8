/// A tree object: the entries of one folder, names byte for byte.
struct TreeObject {
  /// One entry.
  struct Entry: Hashable {
    /// The mode, as git has it.
    var mode: UInt32
    /// The name; not always UTF-8.
    var name: [UInt8]
    /// The object.
    var id: ObjectID

    /// It is a folder.
    var isFolder: Bool { mode == FileMode.folder }
    /// The name as text; what is no UTF-8 is replaced.
    var text: String { String(decoding: name, as: UTF8.self) }
  }

  /// The entries, in git's order.
  private(set) var entries: [Entry] = []

  /// A folder without entries.
  init() {}

  /// Reads a tree's bytes; nil where they are none.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var position = 0
    entries.reserveCapacity(bytes.count / 36)
    while position < bytes.count {
      var mode: UInt32 = 0
      while position < bytes.count, case let digit = bytes[position], digit != UInt8(ascii: " ") {
        guard (48...55).contains(digit), mode < 1 << 20 else { return nil }
        mode = mode << 3 | UInt32(digit - 48)
        position += 1
      }
      let start = position + 1
      var end = start
      while end < bytes.count, bytes[end] != 0 { end += 1 }
      guard start < end, end + 21 <= bytes.count else { return nil }
      let name = [UInt8](bytes[start..<end])
      let id = ObjectID(raw: UnsafeRawBufferPointer(rebasing: bytes[(end + 1)..<(end + 21)]))
      entries.append(Entry(mode: mode, name: name, id: id))
      position = end + 21
    }
  }

  /// The bytes of the object.
  var encoded: [UInt8] {
    entries.reduce(into: []) { bytes, entry in
      bytes += Array(String(entry.mode, radix: 8).utf8) + [UInt8(ascii: " ")] + entry.name + [0] + entry.id.bytes
    }
  }

  /// The entry of a name.
  subscript(name: [UInt8]) -> Entry? { entries.first { $0.name == name } }

  /// Takes the entry of a name out.
  mutating func remove(_ name: [UInt8]) { entries.removeAll { $0.name == name } }

  /// Puts an entry in, in place of the one of its name.
  mutating func put(_ entry: Entry) {
    if let place = entries.firstIndex(where: { $0.name == entry.name }) {
      if entries[place].isFolder == entry.isFolder {
        entries[place] = entry
        return
      }
      entries.remove(at: place)
    }
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if Self.precedes(entries[middle], entry) { low = middle + 1 } else { high = middle }
    }
    entries.insert(entry, at: low)
  }

  /// git's order, in which a folder's name ends in a slash.
  private static func precedes(_ one: Entry, _ other: Entry) -> Bool {
    let count = min(one.name.count, other.name.count)
    for index in 0..<count where one.name[index] != other.name[index] { return one.name[index] < other.name[index] }
    func next(_ entry: Entry) -> UInt8 {
      entry.name.count > count ? entry.name[count] : entry.isFolder ? UInt8(ascii: "/") : 0
    }
    return next(one) < next(other)
  }
}

/// The modes of tree entries.
enum FileMode {
  static let file: UInt32 = 0o100644
  static let executable: UInt32 = 0o100755
  static let link: UInt32 = 0o120000
  static let folder: UInt32 = 0o040000
  static let submodule: UInt32 = 0o160000

  /// A file proper: no link, folder or submodule.
  static func isFile(_ mode: UInt32) -> Bool { mode & 0o170000 == 0o100000 }
}
