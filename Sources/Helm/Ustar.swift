import Refusals

/// The tar format of POSIX, as far as a chart's archive needs it: regular files and nothing else.
enum Ustar {
  /// One file in an archive.
  struct Entry: Hashable, Sendable {
    var path: String
    var bytes: [UInt8]
  }

  private static let block = 512

  /// Writes files, each with mode 0644, owner 0 and the same time in seconds since 1970.
  static func written(_ entries: [Entry], modificationTime: Int64) throws -> [UInt8] {
    var archive: [UInt8] = []
    archive.reserveCapacity(entries.reduce(2 * block) { $0 + $1.bytes.count + 2 * block })
    for entry in entries {
      archive += try header(entry, modificationTime)
      archive += entry.bytes
      archive += Array(repeating: 0, count: (block - entry.bytes.count % block) % block)
    }
    return archive + Array(repeating: 0, count: 2 * block)
  }

  private static func header(_ entry: Entry, _ time: Int64) throws -> [UInt8] {
    guard let (prefix, name) = split(Array(entry.path.utf8)) else {
      throw Refusal(
        .configuration, what: "The chart was not packed.",
        why: "\(entry.path) is longer than the 100 bytes, or 255 with folders, that the tar format has room for",
        remedy: "Shorten the path, or leave the file out by .helmignore.")
    }
    var header: [UInt8] = []
    func field(_ bytes: some Collection<UInt8>, _ width: Int) {
      header += bytes
      header += Array(repeating: 0, count: width - bytes.count)
    }
    field(name, 100)
    field(octal(0o644, 7), 8)
    field(octal(0, 7), 8)
    field(octal(0, 7), 8)
    field(octal(UInt64(entry.bytes.count), 11), 12)
    field(octal(UInt64(min(max(time, 0), 0o777_7777_7777)), 11), 12)
    let checksum = header.count
    field(Array(repeating: 0x20, count: 8), 8)
    field("0".utf8, 1)
    field([], 100)
    field("ustar\u{0}00".utf8, 8)
    field([], 64)
    field(octal(0, 7), 8)
    field(octal(0, 7), 8)
    field(prefix, 155)
    field([], 12)
    let sum = header.reduce(UInt64(0)) { $0 + UInt64($1) }
    header.replaceSubrange(checksum..<checksum + 8, with: octal(sum, 6) + [0, 0x20])
    return header
  }

  /// The folders and the last part of a path, split so that both fit; nil where they do not.
  private static func split(_ path: [UInt8]) -> (prefix: ArraySlice<UInt8>, name: ArraySlice<UInt8>)? {
    guard path.count > 100 else { return ([], path[...]) }
    for index in path.indices where path[index] == UInt8(ascii: "/") && index <= 155 {
      let name = path[(index + 1)...]
      if name.count <= 100, !name.isEmpty { return (path[..<index], name) }
    }
    return nil
  }

  private static func octal(_ number: UInt64, _ width: Int) -> [UInt8] {
    let digits = String(number, radix: 8)
    return Array((String(repeating: "0", count: max(0, width - digits.count)) + digits).utf8)
  }

  /// Reads an archive; nil where it holds anything but regular files with plain relative paths, or is damaged.
  static func entries(of archive: [UInt8]) -> [Entry]? {
    var entries: [Entry] = []
    var offset = 0
    while offset + block <= archive.count {
      let header = archive[offset..<offset + block]
      offset += block
      guard !header.allSatisfy({ $0 == 0 }) else {
        return archive[offset...].allSatisfy { $0 == 0 } ? entries : nil
      }
      guard let entry = entry(header, archive[offset...]) else { return nil }
      entries.append(entry)
      offset += (entry.bytes.count + block - 1) / block * block
    }
    return nil
  }

  private static func entry(_ header: ArraySlice<UInt8>, _ rest: ArraySlice<UInt8>) -> Entry? {
    let start = header.startIndex
    func field(_ offset: Int, _ width: Int) -> ArraySlice<UInt8> { header[start + offset..<start + offset + width] }
    func text(_ offset: Int, _ width: Int) -> String? {
      String(validating: field(offset, width).prefix { $0 != 0 }, as: UTF8.self)
    }
    func number(_ offset: Int, _ width: Int) -> Int? {
      Int(String(decoding: field(offset, width).prefix { $0 != 0 && $0 != 0x20 }, as: UTF8.self), radix: 8)
    }
    let sum = header.reduce(0) { $0 + Int($1) } - field(148, 8).reduce(0) { $0 + Int($1) } + 8 * 0x20
    guard text(257, 6) == "ustar", number(148, 8) == sum, field(156, 1).first == UInt8(ascii: "0"),
      let size = number(124, 12), size >= 0, size <= rest.count, let name = text(0, 100), let prefix = text(345, 155)
    else { return nil }
    let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !path.contains("\\"), parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else { return nil }
    return Entry(path: path, bytes: Array(rest.prefix(size)))
  }
}
