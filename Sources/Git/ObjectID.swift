import CLibgit2
import Refusals

/// The name of an object: the SHA-1 of its kind, size and bytes.
public struct ObjectID: Hashable, Sendable {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// A part says enough: the whole is a hash already.
  public func hash(into hasher: inout Hasher) { hasher.combine(high) }

  /// The first eight bytes, which are as good as chance.
  var leading: UInt64 { high }

  /// The name that no object has, of zeros alone.
  public static let nothing = ObjectID(git_oid())

  /// Reads 40 hexadecimal digits.
  public init(parsing text: some StringProtocol) throws {
    let digits = Array(text.utf8.prefix(41))
    guard digits.count == 40, let id = digits.withUnsafeBytes({ ObjectID(hexadecimal: $0) }) else {
      throw Refusal(.failed, what: "`\(text.prefix(60))` is no object id of git.")
    }
    self = id
  }

  /// Reads 40 hexadecimal digits; nil where they are none.
  init?(hexadecimal digits: UnsafeRawBufferPointer) {
    guard digits.count == 40 else { return nil }
    func number(_ start: Int, _ count: Int) -> UInt64? {
      var number: UInt64 = 0
      for index in start..<start + count {
        guard let value = Self.value(digits[index]) else { return nil }
        number = number << 4 | UInt64(value)
      }
      return number
    }
    guard let high = number(0, 16), let middle = number(16, 16), let low = number(32, 8) else { return nil }
    (self.high, self.middle, self.low) = (high, middle, UInt32(truncatingIfNeeded: low))
  }

  /// Takes the first 20 bytes; the caller has looked that there are as many.
  init(raw bytes: UnsafeRawBufferPointer) {
    high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    middle = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    low = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
  }

  /// Takes the library's.
  init(_ id: git_oid) { self = withUnsafeBytes(of: id.id) { ObjectID(raw: $0) } }

  /// The id as the library takes it.
  var raw: git_oid {
    var raw = git_oid()
    withUnsafeMutableBytes(of: &raw.id) { bytes in
      bytes.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
      bytes.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
      bytes.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return raw
  }

  /// The 20 bytes, as trees hold them.
  var bytes: [UInt8] { withUnsafeBytes(of: raw.id) { [UInt8]($0.prefix(20)) } }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 48...57: digit - 48
    case 97...102: digit - 87
    case 65...70: digit - 55
    default: nil
    }
  }
}

extension ObjectID: CustomStringConvertible {
  /// The 40 hexadecimal digits.
  public var description: String {
    String(unsafeUninitializedCapacity: 40) { text in
      func write(_ number: UInt64, _ start: Int, _ count: Int) {
        for index in 0..<count {
          let digit = UInt8(truncatingIfNeeded: number >> (4 * (count - 1 - index))) & 15
          text[start + index] = digit < 10 ? 48 + digit : 87 + digit
        }
      }
      write(high, 0, 16)
      write(middle, 16, 16)
      write(UInt64(low), 32, 8)
      return 40
    }
  }

  /// The first seven digits.
  public var short: String { String(description.prefix(7)) }
}

extension ObjectID: Comparable {
  /// Orders by the digits.
  public static func < (one: Self, other: Self) -> Bool {
    (one.high, one.middle, one.low) < (other.high, other.middle, other.low)
  }
}

extension ObjectID: Codable {
  /// Reads the digits.
  public init(from decoder: any Decoder) throws {
    try self.init(parsing: try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
