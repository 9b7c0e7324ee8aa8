import CLibgit2

/// What a walk needs of a commit, read in place from its header.
struct CommitLinks {
  /// Its parents.
  let parents: [ObjectID]
  /// Its committer's time, in seconds since 1970.
  let time: Int64

  init(of id: ObjectID, in repository: Repository) throws {
    let store = try Handle(freeing: { git_odb_free($0) }, "opening the object store") {
      git_repository_odb(&$0, repository.handle)
    }
    var raw = id.raw
    let object = try Handle(freeing: { git_odb_object_free($0) }, "reading commit \(id.short)") {
      git_odb_read(&$0, store.pointer, &raw)
    }
    guard git_odb_object_type(object.pointer) == GIT_OBJECT_COMMIT, let start = git_odb_object_data(object.pointer)
    else { throw GitError(-1, during: "reading commit \(id.short)") }
    let bytes = UnsafeRawBufferPointer(start: start, count: git_odb_object_size(object.pointer))
    (parents, time) = Self.parse(bytes)
  }

  /// Reads `parent` and `committer` of a commit's header, which an empty line ends.
  private static func parse(_ bytes: UnsafeRawBufferPointer) -> ([ObjectID], Int64) {
    var parents: [ObjectID] = []
    var offset = 0
    while offset < bytes.count {
      let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      guard end > offset else { break }
      let line = bytes[offset..<end]
      if line.starts(with: "parent ".utf8) {
        if let id = try? ObjectID(parsing: String(decoding: line.dropFirst(7), as: UTF8.self)) { parents.append(id) }
      } else if line.starts(with: "committer ".utf8) {
        return (parents, seconds(line))
      }
      offset = end + 1
    }
    return (parents, 0)
  }

  /// The number after the address of a signature.
  private static func seconds(_ line: Slice<UnsafeRawBufferPointer>) -> Int64 {
    guard let bracket = line.lastIndex(of: UInt8(ascii: ">")) else { return 0 }
    var seconds: Int64 = 0
    for byte in line[(bracket + 1)...].drop(while: { $0 == UInt8(ascii: " ") }) {
      guard (48...57).contains(byte), seconds < 1 << 50 else { break }
      seconds = seconds * 10 + Int64(byte - 48)
    }
    return seconds
  }
}
