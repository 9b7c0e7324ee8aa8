/// How far away a host is, as its name alone tells.
public enum HostReach: Hashable, Sendable {
  /// This machine.
  case loopback
  /// The network segment, where clouds keep their metadata servers.
  case link
  /// Any other host.
  case network

  /// Judges the name or the address of a host; an IPv6 address may have brackets.
  public init(_ host: some StringProtocol) {
    let name = host.lowercased().filter { $0 != "[" && $0 != "]" }
    let mapped = name.hasPrefix("::ffff:") ? String(name.dropFirst(7)) : name
    if let bytes = Self.address(mapped) {
      switch (bytes[0], bytes[1]) {
      case (127, _), (0, _): self = .loopback
      case (169, 254): self = .link
      default: self = .network
      }
    } else if name == "localhost" || name.hasSuffix(".localhost") || name == "::1" || name == "::" {
      self = .loopback
    } else {
      self = name.hasPrefix("fe80:") ? .link : .network
    }
  }

  /// The four bytes of an IPv4 address; nil where the text is none.
  static func address(_ text: some StringProtocol) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
    let bytes = parts.compactMap { UInt8($0) }
    return bytes.count == 4 ? bytes : nil
  }
}
