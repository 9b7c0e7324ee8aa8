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
  /// The first and the last tag by the bytes of their names.
  private var edges: (first: RankedTag, last: RankedTag)?

  init(room: Int) {
    self.room = room
    kept.reserveCapacity(2 * room)
  }

  /// Looks at a tag; one without a version does not count.
  mutating func take(_ name: UnsafeBufferPointer<UInt8>) {
    guard let core = RankedTag.Core(of: name) else { return }
    count += 1
    takeAtEdges(name, core)
    if let floor, core < floor { return }
    kept.append(RankedTag(name, core))
    if kept.count == 2 * room { settle() }
  }

  private mutating func takeAtEdges(_ name: UnsafeBufferPointer<UInt8>, _ core: RankedTag.Core) {
    guard let edges else {
      let tag = RankedTag(name, core)
      self.edges = (tag, tag)
      return
    }
    if Self.compare(name, edges.first) < 0 {
      self.edges?.first = RankedTag(name, core)
    } else if Self.compare(name, edges.last) > 0 {
      self.edges?.last = RankedTag(name, core)
    }
  }

  private static func compare(_ name: UnsafeBufferPointer<UInt8>, _ tag: RankedTag) -> Int {
    tag.bytes.withUnsafeBufferPointer { other in
      guard let one = name.baseAddress, let two = other.baseAddress else { return name.count - other.count }
      let order = Int(memcmp(one, two, min(name.count, other.count)))
      return order == 0 ? name.count - other.count : order
    }
  }

  private mutating func settle() {
    kept.sort { $1.core < $0.core }
    kept.removeLast(kept.count - room)
    floor = kept.last?.core
  }

  /// The highest, and no order among them.
  var highest: [RankedTag] { kept }

  /// The first and the last by name; none where there is no tag.
  var outermost: [RankedTag] { edges.map { [$0.first, $0.last] } ?? [] }
}
