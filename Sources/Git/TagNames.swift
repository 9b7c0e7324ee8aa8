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
  /// The short names of the tags of the repository around a folder, in no order.
  public static func near(_ folder: String) -> Set<String> {
    guard let place = commonDirectory(around: SystemFile.resolved(folder) ?? folder) else { return [] }
    var names: Set<String> = []
    collectLoose("\(place)/refs/tags", "", depth: 0, into: &names)
    let marker = Array("refs/tags/".utf8)
    for line in (SystemFile.text("\(place)/packed-refs") ?? "").utf8.split(separator: UInt8(ascii: "\n")) {
      let name = line.dropFirst(41)
      if name.starts(with: marker) { names.insert(String(decoding: name.dropFirst(marker.count), as: UTF8.self)) }
    }
    return names
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

  private static func collectLoose(_ folder: String, _ prefix: String, depth: Int, into names: inout Set<String>) {
    guard depth < 16, let listing = opendir(folder) else { return }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      guard !name.hasPrefix("."), !name.hasSuffix(".lock") else { continue }
      if isFolder {
        collectLoose("\(folder)/\(name)", "\(prefix)\(name)/", depth: depth + 1, into: &names)
      } else {
        names.insert("\(prefix)\(name)")
      }
    }
  }
}
