import CLibgit2
import Refusals

/// The name of an object: the SHA-1 of its kind, size and bytes.
public struct ObjectID: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// Reads 40 hexadecimal digits.
  public init(parsing text: some StringProtocol) throws {
    let digits = Array(text.utf8)
    guard digits.count == 40 else { throw Self.malformed(text) }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 40, by: 2) {
      guard let one = Self.value(digits[index]), let two = Self.value(digits[index + 1]) else {
        throw Self.malformed(text)
      }
      bytes.append(one << 4 | two)
    }
    self.init(bytes)
  }

  init(_ raw: git_oid) {
    self.init(withUnsafeBytes(of: raw.id) { [UInt8]($0.prefix(20)) })
  }

  private init(_ bytes: [UInt8]) {
    func number(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
    (high, middle, low) = (number(0..<8), number(8..<16), UInt32(number(16..<20)))
  }

  /// The id as libgit2 takes it.
  var raw: git_oid {
    var raw = git_oid()
    withUnsafeMutableBytes(of: &raw.id) { $0.copyBytes(from: bytes) }
    return raw
  }

  private var bytes: [UInt8] {
    func split(_ number: UInt64, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * (count - 1 - $0))) }
    }
    return split(high, 8) + split(middle, 8) + split(UInt64(low), 4)
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 48...57: digit - 48
    case 97...102: digit - 87
    case 65...70: digit - 55
    default: nil
    }
  }

  private static func malformed(_ text: some StringProtocol) -> Refusal {
    Refusal(.failed, what: "`\(text.prefix(60))` is no object id of git.")
  }

  /// The 40 hexadecimal digits.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The first seven digits.
  public var short: String { String(description.prefix(7)) }

  /// Orders by the digits.
  public static func < (one: Self, other: Self) -> Bool {
    (one.high, one.middle, one.low) < (other.high, other.middle, other.low)
  }

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
