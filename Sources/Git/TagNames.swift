#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The names of tags as git's own files hold them, read without starting the library: for a shell that waits.
///
/// What cannot be read has no names; nothing here fails.
public enum TagNames {
  /// Gives the short name of each tag of the repository around a folder that begins with some bytes, in no order; one that
  /// is loose and packed comes twice.
  public static func forEach(
    near folder: String, beginningWith prefix: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    guard let place = commonDirectory(around: SystemFile.resolved(folder) ?? folder) else { return }
    collectLoose("\(place)/refs/tags", "", depth: 0) { name in
      var name = name
      name.withUTF8 { if $0.starts(with: prefix) { body($0) } }
    }
    SystemFile.mapped("\(place)/packed-refs") { collectPacked($0, prefix, body) }
  }

  /// The last lines come first: git sorts them, and who looks for the highest then finds them early.
  private static func collectPacked(
    _ bytes: UnsafeBufferPointer<UInt8>, _ prefix: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    guard let base = bytes.baseAddress else { return }
    let marker = Array("refs/tags/".utf8)
    let wanted = marker + prefix
    var end = bytes.count
    if base[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    while end > 0 {
      let start = lineStart(base, before: end)
      // An id of 40 digits, or of 64 where the format of objects is SHA-256, a space, and the full name.
      let isLong = end - start > 65 && base[start + 64] == UInt8(ascii: " ")
      let full = start + (isLong ? 65 : 41)
      if end - full >= wanted.count, memcmp(base + full, wanted, wanted.count) == 0 {
        body(UnsafeBufferPointer(rebasing: bytes[(full + marker.count)..<end]))
      }
      end = start - 1
    }
  }

  /// No line but the first, which holds no name, is shorter than the id of a tag's commit behind its sign.
  private static func lineStart(_ base: UnsafePointer<UInt8>, before end: Int) -> Int {
    var start = max(0, end - 41)
    while start > 0, base[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    return start
  }

  private static func commonDirectory(around folder: String) -> String? {
    var folder = folder
    while true {
      for place in ["\(folder)/.git", folder] {
        // In a linked working tree it is a file that names the folder.
        let named = SystemFile.text(place).flatMap { $0.hasPrefix("gitdir: ") ? $0.dropFirst(8).trimmingLineEnds : nil }
        let found = named.map { $0.hasPrefix("/") ? $0 : "\(folder)/\($0)" } ?? place
        guard SystemFile.status("\(found)/HEAD") != nil, SystemFile.status("\(found)/objects") != nil || named != nil
        else { continue }
        guard let common = SystemFile.text("\(found)/commondir")?.trimmingLineEnds else { return found }
        return common.hasPrefix("/") ? common : "\(found)/\(common)"
      }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
  }

  private static func collectLoose(_ folder: String, _ prefix: String, depth: Int, _ body: (String) -> Void) {
    guard depth < 16, let listing = opendir(folder) else { return }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      guard !name.hasPrefix("."), !name.hasSuffix(".lock") else { continue }
      if isFolder {
        collectLoose("\(folder)/\(name)", "\(prefix)\(name)/", depth: depth + 1, body)
      } else {
        body("\(prefix)\(name)")
      }
    }
  }
}
