#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The proxies that the variables `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` name, as curl and Go read them.
struct ProxyEnvironment: Sendable {
  private let variables: [String: String]

  /// Takes the variables out of an environment; names in small letters win.
  init(_ environment: [String: String]) {
    variables = Self.names.reduce(into: [:]) { found, name in
      found[name] = [name, name.uppercased()].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
  }

  /// The environment of this process.
  static var own: ProxyEnvironment {
    let names = names + names.map { $0.uppercased() }
    return ProxyEnvironment(names.reduce(into: [:]) { $0[$1] = getenv($1).map { String(cString: $0) } })
  }

  private static let names = ["http_proxy", "https_proxy", "all_proxy", "no_proxy"]

  /// The way to an address: nil for the direct one.
  ///
  /// - Throws: ``TransportFailure`` where a proxy is named that cannot be spoken to.
  func proxy(for address: WebAddress) throws -> ProxyAddress? {
    let name = "\(address.scheme)_proxy"
    guard let text = variables[name] ?? variables["all_proxy"], !isExempt(address) else { return nil }
    guard let proxy = ProxyAddress(text) else {
      throw TransportFailure(
        .unreachable, "the variable \(name) names a proxy that cannot be used; write http://HOST:PORT")
    }
    return proxy
  }

  /// Whether `no_proxy` names an address, and always for this machine.
  private func isExempt(_ address: WebAddress) -> Bool {
    guard HostReach(address.host) != .loopback else { return true }
    let host = address.host.filter { $0 != "[" && $0 != "]" }
    return (variables["no_proxy"] ?? "").split(whereSeparator: { $0 == "," || $0 == " " }).contains { entry in
      guard entry != "*" else { return true }
      let (entry, port) = ProxyAddress.split(entry.lowercased())
      guard port == nil || port == address.port else { return false }
      if let range = Self.range(entry), let bytes = HostReach.address(host) {
        return range.contains(Self.number(bytes))
      }
      let name = entry.hasPrefix("*.") ? String(entry.dropFirst(1)) : entry
      return host == name || host.hasSuffix(name.hasPrefix(".") ? name : ".\(name)")
    }
  }

  private static func number(_ bytes: [UInt8]) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }

  /// The addresses of a range such as `10.0.0.0/8`.
  private static func range(_ entry: String) -> ClosedRange<UInt32>? {
    let parts = entry.split(separator: "/")
    guard parts.count == 2, let bytes = HostReach.address(parts[0]), let length = Int(parts[1]),
      (0...32).contains(length)
    else { return nil }
    let mask = length == 0 ? 0 : UInt32.max << (32 - UInt32(length))
    return (number(bytes) & mask)...(number(bytes) | ~mask)
  }
}
