/// The name of the repository that a ledger belongs to, as its root commit says it.
enum LedgerOrigin {
  /// The trailer of the root commit.
  static let trailer = "Repository"
  /// The name where there is no remote.
  static let local = "local"

  /// The name of a remote's address: host and path without what differs between protocols.
  ///
  /// On this machine only the
  /// folder's name counts, since copies are tried out under other paths and ports.
  static func name(of url: String?) -> String {
    guard var rest = url.map({ $0[...] }) else { return local }
    var isURL = false
    if let scheme = rest.firstRange(of: "://") {
      isURL = true
      rest = rest[scheme.upperBound...]
    }
    // What stands behind these may be a secret.
    if isURL { rest = rest.prefix { $0 != "?" && $0 != "#" } }
    while rest.hasSuffix("/") { rest = rest.dropLast() }
    if rest.hasSuffix(".git") { rest = rest.dropLast(4) }
    let folder = String(rest.split(separator: "/").last ?? rest)
    if rest.hasPrefix("/") || rest.hasPrefix(".") { return folder }
    if !isURL, let colon = rest.firstIndex(of: ":") {
      // user@host:path of ssh
      rest = "\(rest[..<colon])/\(rest[rest.index(after: colon)...].drop { $0 == "/" })"[...]
    }
    if let at = rest.firstIndex(of: "@"), at < rest.firstIndex(of: "/") ?? rest.endIndex {
      rest = rest[rest.index(after: at)...]
    }
    let host = rest.prefix { $0 != "/" && $0 != ":" }
    if host == "localhost" || host.hasPrefix("127.") || host.hasPrefix("[") || !rest.contains("/") { return folder }
    return "\(host.lowercased())\(rest[(rest.firstIndex(of: "/") ?? rest.endIndex)...])"
  }
}
