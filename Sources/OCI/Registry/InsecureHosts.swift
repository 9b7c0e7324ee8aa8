import HTTP

/// The hosts that plain HTTP is spoken to: this machine, and those that the configuration names.
struct InsecureHosts: Sendable {
  let patterns: [String]

  /// The scheme for a host.
  func scheme(_ host: String) -> String { contains(host) ? "http" : "https" }

  /// Whether plain HTTP is spoken to a host, given with its port where it has one.
  func contains(_ host: String) -> Bool {
    let name = host.hasPrefix("[") ? String(host.prefix { $0 != "]" }) : String(host.prefix { $0 != ":" })
    guard HostReach(name) != .loopback else { return true }
    return patterns.contains { Self.matches(Array(host.lowercased().utf8)[...], Array($0.lowercased().utf8)[...]) }
  }

  /// Whether plain HTTP is spoken to the host of an address.
  func contains(_ address: WebAddress) -> Bool {
    contains(address.authority) || contains("\(address.host):\(address.port)")
  }

  /// Whether a host fits a pattern in which `*` stands for anything.
  private static func matches(_ host: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return host.isEmpty }
    if first == UInt8(ascii: "*") {
      return (host.startIndex...host.endIndex).contains { matches(host[$0...], pattern.dropFirst()) }
    }
    return host.first == first && matches(host.dropFirst(), pattern.dropFirst())
  }
}
