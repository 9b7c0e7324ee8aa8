#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One file of git's table of commits, mapped and read where it lies; the format is gitformat-commit-graph(5).
final class CommitGraphLayer: Sendable {
  /// How many commits lie in the layers below.
  let first: Int
  /// How many commits it has.
  let count: Int
  // Mapped for reading alone, and there as long as this is.
  nonisolated(unsafe) private let bytes: UnsafeRawBufferPointer
  private let fanout: Int
  private let names: Int
  private let data: Int
  private let edges: Range<Int>

  private static let idSize = 20
  private static let rowSize = 36
  private static let noParent: UInt32 = 0x7000_0000
  private static let highBit: UInt32 = 0x8000_0000

  /// Maps a file; nil where it is none of that format.
  init?(_ path: String, first: Int) {
    guard let mapped = Self.mapped(path) else { return nil }
    guard let parts = Self.parts(of: mapped), let fanout = parts["OIDF"], let names = parts["OIDL"],
      let data = parts["CDAT"], fanout.count >= 1024
    else {
      munmap(UnsafeMutableRawPointer(mutating: mapped.baseAddress), mapped.count)
      return nil
    }
    let count = Int(Self.number(mapped, fanout.lowerBound + 1020))
    guard names.count >= count * Self.idSize, data.count >= count * Self.rowSize else {
      munmap(UnsafeMutableRawPointer(mutating: mapped.baseAddress), mapped.count)
      return nil
    }
    (bytes, self.first, self.count) = (mapped, first, count)
    (self.fanout, self.names, self.data) = (fanout.lowerBound, names.lowerBound, data.lowerBound)
    edges = parts["EDGE"] ?? 0..<0
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }

  private static func mapped(_ path: String) -> UnsafeRawBufferPointer? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_size > 8 else { return nil }
    let size = Int(status.st_size)
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else { return nil }
    return UnsafeRawBufferPointer(start: start, count: size)
  }

  /// Where each chunk lies; nil where the head is not that of version 1 over SHA-1, or a chunk ends beyond the file.
  private static func parts(of bytes: UnsafeRawBufferPointer) -> [String: Range<Int>]? {
    guard bytes.starts(with: "CGPH".utf8), bytes[4] == 1, bytes[5] == 1 else { return nil }
    let count = Int(bytes[6])
    guard 8 + 12 * (count + 1) <= bytes.count else { return nil }
    func start(_ index: Int) -> UInt64 {
      UInt64(number(bytes, 12 + 12 * index)) << 32 | UInt64(number(bytes, 16 + 12 * index))
    }
    var parts: [String: Range<Int>] = [:]
    for index in 0..<count {
      let (from, to) = (start(index), start(index + 1))
      guard from <= to, to <= UInt64(bytes.count) else { return nil }
      let name = String(decoding: bytes[(8 + 12 * index)..<(12 + 12 * index)], as: UTF8.self)
      parts[name] = Int(from)..<Int(to)
    }
    return parts
  }

  private static func number(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
    UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The row of a commit; nil where it has none.
  func row(of id: ObjectID) -> Int? {
    let wanted = id.bytes
    let bucket = Int(wanted[0])
    var low = bucket == 0 ? 0 : Int(Self.number(bytes, fanout + 4 * (bucket - 1)))
    var high = Int(Self.number(bytes, fanout + 4 * bucket))
    guard low <= high, high <= count else { return nil }
    while low < high {
      let middle = (low + high) / 2
      let found = ObjectID(raw: UnsafeRawBufferPointer(rebasing: bytes[(names + middle * Self.idSize)...]))
      if found == id { return middle }
      if found < id { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// The generation that a row states; zero where it states none.
  func generation(of row: Int) -> UInt32 { Self.number(bytes, data + row * Self.rowSize + 28) >> 2 }

  /// The positions of a row's parents; nil where the list of further ones is cut off.
  func parents(of row: Int) -> [UInt32]? {
    let start = data + row * Self.rowSize + 20
    let (one, other) = (Self.number(bytes, start), Self.number(bytes, start + 4))
    guard one != Self.noParent else { return [] }
    guard other != Self.noParent else { return [one] }
    guard other & Self.highBit != 0 else { return [one, other] }
    var parents = [one]
    var place = edges.lowerBound + 4 * Int(other & ~Self.highBit)
    while place + 4 <= edges.upperBound {
      let parent = Self.number(bytes, place)
      parents.append(parent & ~Self.highBit)
      if parent & Self.highBit != 0 { return parents }
      place += 4
    }
    return nil
  }
}
