/// One pass over the bytes of a version: its numbers, and where its other parts lie.
struct VersionScan {
  var major: UInt64 = 0
  var minor: UInt64 = 0
  var patch: UInt64 = 0
  /// Without the hyphen; empty where there is none.
  var prerelease = 0..<0
  /// Without the plus sign; empty where there is none.
  var build = 0..<0

  struct Fault {
    var offset: Int
    var reason: Reason
  }

  enum Reason: String {
    case empty = "it is empty"
    case prefix = "a version has no `v` in front"
    case number = "a number is missing"
    case dot = "a dot and a number are missing; a version has three"
    case leadingZero = "a number has no leading zeros"
    case tooLong = "a number has at most 19 digits"
    case trailing = "only a pre-release after `-` or build metadata after `+` may follow the third number"
    case emptyIdentifier = "an identifier is empty"
    case character = "an identifier holds letters, digits and hyphens only"
    case leadingZeroIdentifier = "a numeric identifier has no leading zeros"
  }

  /// Nineteen digits always fit, with room for the next version.
  private static let longestNumber = 19

  static func scan(_ bytes: Span<UInt8>) -> (scan: VersionScan, fault: Fault?) {
    var scan = VersionScan()
    let fault = scan.read(bytes)
    return (scan, fault)
  }

  private mutating func read(_ bytes: Span<UInt8>) -> Fault? {
    guard let first = bytes.indices.first.map({ bytes[$0] }) else { return Fault(offset: 0, reason: .empty) }
    guard first.isDigit else { return Fault(offset: 0, reason: first | 0x20 == UInt8(ascii: "v") ? .prefix : .number) }
    var position = 0
    if let fault = Self.number(&major, bytes, &position) ?? Self.dot(bytes, &position) { return fault }
    if let fault = Self.number(&minor, bytes, &position) ?? Self.dot(bytes, &position) { return fault }
    if let fault = Self.number(&patch, bytes, &position) { return fault }
    if position < bytes.count, bytes[position] == ASCII.hyphen {
      let start = position + 1
      if let fault = Self.identifiers(bytes, &position, zerosCount: true) { return fault }
      prerelease = start..<position
    }
    if position < bytes.count, bytes[position] == ASCII.plus {
      let start = position + 1
      if let fault = Self.identifiers(bytes, &position, zerosCount: false) { return fault }
      build = start..<position
    }
    guard position < bytes.count else { return nil }
    let inIdentifier = !prerelease.isEmpty || !build.isEmpty
    return Fault(offset: position, reason: inIdentifier ? .character : .trailing)
  }

  private static func dot(_ bytes: Span<UInt8>, _ position: inout Int) -> Fault? {
    guard position < bytes.count, bytes[position] == ASCII.dot else { return Fault(offset: position, reason: .dot) }
    position += 1
    return nil
  }

  private static func number(_ value: inout UInt64, _ bytes: Span<UInt8>, _ position: inout Int) -> Fault? {
    let start = position
    while position < bytes.count, bytes[position].isDigit {
      guard position - start < longestNumber else { return Fault(offset: start, reason: .tooLong) }
      value = value * 10 + UInt64(bytes[position] - ASCII.zero)
      position += 1
    }
    guard position > start else { return Fault(offset: start, reason: .number) }
    guard position == start + 1 || bytes[start] != ASCII.zero else { return Fault(offset: start, reason: .leadingZero) }
    return nil
  }

  /// Reads over the sign at `position` and the identifiers behind it.
  private static func identifiers(_ bytes: Span<UInt8>, _ position: inout Int, zerosCount: Bool) -> Fault? {
    repeat {
      position += 1
      let start = position
      var isNumeric = true
      while position < bytes.count, bytes[position].isIdentifier {
        if !bytes[position].isDigit { isNumeric = false }
        position += 1
      }
      guard position > start else {
        let isBad = position < bytes.count && bytes[position] != ASCII.dot && bytes[position] != ASCII.plus
        return Fault(offset: start, reason: isBad ? .character : .emptyIdentifier)
      }
      if zerosCount, isNumeric, position > start + 1, bytes[start] == ASCII.zero {
        return Fault(offset: start, reason: .leadingZeroIdentifier)
      }
    } while position < bytes.count && bytes[position] == ASCII.dot
    return nil
  }
}
