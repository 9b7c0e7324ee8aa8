import CLibgit2
import Refusals

extension OpenedRepository {
  /// Writes an object; ``expectWritten(_:)`` says whether that is true.
  func writeUnverified(_ kind: ObjectKind, _ bytes: [UInt8]) throws -> ObjectID {
    var raw = git_oid()
    let code = bytes.withUnsafeBytes {
      git_odb_write(&raw, store.pointer, $0.baseAddress, $0.count, kind.raw)
    }
    guard code >= 0 else { throw notWritten(GitError(code, during: "writing a \(kind.rawValue)").description) }
    return ObjectID(raw)
  }

  /// Writes an object and reads it back.
  func write(_ kind: ObjectKind, _ bytes: [UInt8]) throws -> ObjectID {
    let id = try writeUnverified(kind, bytes)
    try expectWritten([id])
    return id
  }

  /// Throws where an object cannot be read from a store that has cached nothing: a full disk is reported as success.
  func expectWritten(_ ids: [ObjectID]) throws {
    guard !ids.isEmpty else { return }
    let fresh = try Owned(freeing: git_odb_free, "opening the object store") {
      git_odb_open(&$0, "\(commonDirectory)/objects")
    }
    for id in ids {
      var raw = id.raw
      var read: OpaquePointer?
      let code = git_odb_read(&read, fresh.pointer, &raw)
      guard code >= 0, let read else {
        throw notWritten("\(id) cannot be read back (\(GitError(code, during: "reading").code))")
      }
      defer { git_odb_object_free(read) }
      var hash = git_oid()
      // Verified here, as ``Libgit2/trustHashes()`` may be in effect.
      let data = git_odb_object_data(read)
      guard git_odb_hash(&hash, data, git_odb_object_size(read), git_odb_object_type(read)) == 0, ObjectID(hash) == id
      else { throw notWritten("\(id) was read back with other bytes") }
    }
  }

  private func notWritten(_ why: String) -> Refusal {
    let isDenied = !SystemFile.isWritable("\(commonDirectory)/objects")
    return Refusal(
      isDenied ? .failed : .diskFull, what: "An object was not written to \(commonDirectory).", why: why,
      remedy: isDenied ? "Look at the folder's rights." : "Make room on the disk, or in its quota.")
  }
}

extension Repository {
  /// Writes an object and reads it back from the disk.
  public func write(_ kind: ObjectKind, _ bytes: [UInt8]) throws -> ObjectID {
    try locked { try $0.write(kind, bytes) }
  }
}
