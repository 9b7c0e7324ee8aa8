#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How far away a host is, as its name alone tells.
public enum HostReach: Hashable, Sendable {
  /// This machine.
  case loopback
  /// The network segment, where clouds keep their metadata servers.
  case link
  /// Any other host.
  case network

  /// Judges the name or the address of a host; an IPv6 address may have brackets.
  ///
  /// An address counts in every spelling that a connection would take (inet_aton(3), RFC 4291): `2852015361`, `0x7f.1` and
  /// `::ffff:a9fe:a9fe` are addresses too.
  public init(_ host: some StringProtocol) {
    var name = host.lowercased().filter { $0 != "[" && $0 != "]" }
    if name.hasSuffix(".") { name.removeLast() }
    if let bytes = Self.four(name) ?? Self.sixteen(name).map(Self.embedded) {
      self = Self.reach(of: bytes)
    } else {
      self = name == "localhost" || name.hasSuffix(".localhost") ? .loopback : .network
    }
  }

  /// The reach of an address of four or sixteen bytes (RFC 6890).
  private static func reach(of bytes: [UInt8]) -> HostReach {
    if bytes.count == 4 {
      switch (bytes[0], bytes[1]) {
      case (127, _), (0, _): return .loopback
      case (169, 254): return .link
      default: return .network
      }
    }
    // `::` and `::1`; fe80::/10.
    if bytes.dropLast().allSatisfy({ $0 == 0 }), bytes[15] < 2 { return .loopback }
    return bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80 ? .link : .network
  }

  /// An IPv4 address in one of the spellings that inet_aton(3) takes.
  private static func four(_ name: String) -> [UInt8]? {
    var address = in_addr()
    // What follows a blank would be ignored.
    guard !name.isEmpty, !name.contains(where: \.isWhitespace), inet_aton(name, &address) != 0 else { return nil }
    return withUnsafeBytes(of: &address) { [UInt8]($0) }
  }

  /// An IPv6 address, without the zone that it may name.
  private static func sixteen(_ name: String) -> [UInt8]? {
    var address = in6_addr()
    guard inet_pton(AF_INET6, String(name.prefix { $0 != "%" }), &address) == 1 else { return nil }
    return withUnsafeBytes(of: &address) { [UInt8]($0) }
  }

  /// The IPv4 address that an IPv6 address stands for: mapped, translated (RFC 6052), or compatible; else itself.
  private static func embedded(_ bytes: [UInt8]) -> [UInt8] {
    let head = Array(bytes.prefix(12))
    let zeros = [UInt8](repeating: 0, count: 10)
    let isMapped = head == zeros + [0xFF, 0xFF] || head == [0, 0x64, 0xFF, 0x9B] + zeros.prefix(8)
    let isCompatible = head == zeros + [0, 0] && (bytes[12] != 0 || bytes[13] != 0)
    return isMapped || isCompatible ? Array(bytes.suffix(4)) : bytes
  }

  /// The four bytes of an IPv4 address; nil where the text is none.
  static func address(_ text: some StringProtocol) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
    let bytes = parts.compactMap { UInt8($0) }
    return bytes.count == 4 ? bytes : nil
  }
}
