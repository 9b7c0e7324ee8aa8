/// The hosts that plain HTTP is spoken to: this machine, and those that the configuration names.
struct InsecureHosts: Sendable {
  let patterns: [String]

  /// The scheme for a host.
  func scheme(_ host: String) -> String { contains(host) ? "http" : "https" }

  /// Whether plain HTTP is spoken to a host.
  func contains(_ host: String) -> Bool {
    let name = host.hasPrefix("[") ? String(host.prefix { $0 != "]" }) + "]" : String(host.prefix { $0 != ":" })
    if name == "localhost" || name == "[::1]" || Self.isLoopback(name) { return true }
    return patterns.contains { Self.matches(Array(host.utf8)[...], Array($0.utf8)[...]) }
  }

  private static func isLoopback(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
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
