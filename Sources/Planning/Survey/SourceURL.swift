/// Where people read the sources that a remote's address names.
enum SourceURL {
  /// The page as a URL without credentials; nil where the address is none or a folder.
  static func page(of address: String) -> String? {
    // What stands behind these may be a secret.
    var url = address.prefix { $0 != "?" && $0 != "#" }
    while url.hasSuffix("/") { url = url.dropLast() }
    if url.hasSuffix(".git") { url = url.dropLast(4) }
    var scheme: Substring?
    if let end = url.firstRange(of: "://") {
      scheme = url[..<end.lowerBound]
      guard url.hasPrefix("http") || url.hasPrefix("ssh") || url.hasPrefix("git") else { return nil }
      url = url[end.upperBound...]
    } else if let colon = url.firstIndex(of: ":"), colon < url.firstIndex(of: "/") ?? url.endIndex {
      url = "\(url[..<colon])/\(url[url.index(after: colon)...].drop { $0 == "/" })"[...]
    } else {
      return nil
    }
    let slash = url.firstIndex(of: "/") ?? url.endIndex
    var host = url[..<slash]
    if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
    if let scheme, !scheme.hasPrefix("http"), let port = host.lastIndex(of: ":"), !host.hasSuffix("]") {
      // A port of another protocol is none of the web.
      host = host[..<port]
    }
    return "\(scheme == "http" ? "http" : "https")://\(host)\(url[slash...])"
  }
}
