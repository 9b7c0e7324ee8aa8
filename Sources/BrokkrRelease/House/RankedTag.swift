import SemanticVersioning

/// A tag whose name ends like a version, with the numbers that rank it among thousands before any is read whole.
struct RankedTag {
  /// The bytes of its name.
  let bytes: [UInt8]
  /// Its three numbers.
  let core: Core

  /// Three numbers, of which the first says most.
  struct Core: Comparable {
    var major: UInt64
    var minor: UInt64
    var patch: UInt64

    /// Nil where the last part of the name has no three numbers with dots between them.
    init?(of name: UnsafeBufferPointer<UInt8>) {
      var position = name.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
      while position < name.count, !isDigit(name[position]) { position += 1 }
      guard let major = Self.number(name, &position), Self.dot(name, &position),
        let minor = Self.number(name, &position), Self.dot(name, &position), let patch = Self.number(name, &position),
        // Anything else is no version, and would take the room of one.
        position == name.count || name[position] == UInt8(ascii: "-") || name[position] == UInt8(ascii: "+")
      else { return nil }
      (self.major, self.minor, self.patch) = (major, minor, patch)
    }

    static func < (one: Core, other: Core) -> Bool {
      if one.major != other.major { return one.major < other.major }
      return one.minor != other.minor ? one.minor < other.minor : one.patch < other.patch
    }

    private static func dot(_ name: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Bool {
      guard position < name.count, name[position] == UInt8(ascii: ".") else { return false }
      position += 1
      return true
    }

    /// At most nineteen digits, which always fit, without a zero before others.
    private static func number(_ name: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> UInt64? {
      let start = position
      var number: UInt64 = 0
      while position < name.count, isDigit(name[position]), position - start < 19 {
        number = number * 10 + UInt64(name[position] - UInt8(ascii: "0"))
        position += 1
      }
      return position > start && (name[start] != UInt8(ascii: "0") || position == start + 1) ? number : nil
    }
  }

  init(_ name: UnsafeBufferPointer<UInt8>, _ core: Core) { (bytes, self.core) = (Array(name), core) }

  /// The name.
  var name: String { String(decoding: bytes, as: UTF8.self) }

  /// The rank of the version that the name holds; nil where it holds none.
  var rank: SemanticVersion.Precedence? {
    let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    let version = bytes[start...].drop { !isDigit($0) }
    return SemanticVersion(utf8: Array(version).span)?.precedence
  }
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
