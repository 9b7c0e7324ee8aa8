/// A file of a tree that is to be written or, without bytes, removed.
struct TreeEdit {
  /// The names on the way to it, its own last.
  var path: ArraySlice<[UInt8]>
  var bytes: [UInt8]?

  /// Makes an edit of a path with slashes.
  init(_ path: String, _ bytes: [UInt8]?) {
    self.path = path.utf8.split(separator: UInt8(ascii: "/")).map { [UInt8]($0) }[...]
    self.bytes = bytes
  }

  private init(_ path: ArraySlice<[UInt8]>, _ bytes: [UInt8]?) { (self.path, self.bytes) = (path, bytes) }

  /// It is of an entry of this tree itself.
  var isHere: Bool { path.count == 1 }

  /// The same edit, seen from the folder below.
  var below: TreeEdit { TreeEdit(path.dropFirst(), bytes) }

  /// Edits by the name of the entry of this tree that they are in.
  ///
  /// - Throws: ``GitError`` where a name can be none, or one name would be a file and a folder.
  static func grouped(_ edits: [TreeEdit]) throws -> [(name: [UInt8], edits: [TreeEdit])] {
    try Dictionary(grouping: edits) { $0.path.first ?? [] }.map { name, group in
      let written = group.filter { $0.isHere && $0.bytes != nil }
      guard isName(name), written.isEmpty || group.count == 1 else {
        throw GitError(-1, during: "writing `\(String(decoding: name, as: UTF8.self))` into a tree")
      }
      return (name, group)
    }
  }

  private static func isName(_ name: [UInt8]) -> Bool {
    let text = String(decoding: name, as: UTF8.self)
    return !name.isEmpty && text != "." && text != ".." && text.lowercased() != ".git" && !name.contains(0)
  }
}
