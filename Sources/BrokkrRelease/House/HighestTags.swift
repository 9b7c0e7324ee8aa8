import SemanticVersioning

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The highest of many tags, found in one look at each: few of many thousands are kept.
struct HighestTags {
  /// At least as many of the highest are kept, where there are as many.
  let room: Int
  /// How many tags held a version.
  private(set) var count = 0
  private var kept: [RankedTag] = []
  /// Whatever ranks below is not among the highest.
  private var floor: RankedTag.Core?
  /// The first and the last name by their bytes.
  private var first: [UInt8] = []
  private var last: [UInt8] = []

  init(room: Int) {
    self.room = room
    kept.reserveCapacity(2 * room)
  }

  /// Looks at a tag; one without a version does not count.
  mutating func take(_ name: UnsafeBufferPointer<UInt8>) {
    guard let core = RankedTag.Core(of: name) else { return }
    count += 1
    if count == 1 || Self.order(name, first) < 0 { Self.replace(&first, by: name) }
    if count == 1 || Self.order(name, last) > 0 { Self.replace(&last, by: name) }
    if let floor, core < floor { return }
    kept.append(RankedTag(name, core))
    if kept.count == 2 * room { settle() }
  }

  private static func order(_ name: UnsafeBufferPointer<UInt8>, _ other: [UInt8]) -> Int {
    other.withUnsafeBytes { other in
      guard let one = name.baseAddress, let two = other.baseAddress else { return name.count - other.count }
      let order = Int(memcmp(one, two, min(name.count, other.count)))
      return order == 0 ? name.count - other.count : order
    }
  }

  /// Keeps the memory: a name may be the first so far many thousands of times.
  private static func replace(_ kept: inout [UInt8], by name: UnsafeBufferPointer<UInt8>) {
    kept.removeAll(keepingCapacity: true)
    kept.append(contentsOf: name)
  }

  private mutating func settle() {
    kept.sort { $1.core < $0.core }
    kept.removeLast(kept.count - room)
    floor = kept.last?.core
  }

  /// The highest, and no order among them.
  var highest: [RankedTag] { kept }

  /// The first and the last by name; none where there is no tag.
  var outermost: [RankedTag] {
    [first, last].compactMap { name in
      name.withUnsafeBufferPointer { bytes in RankedTag.Core(of: bytes).map { RankedTag(bytes, $0) } }
    }
  }
}
