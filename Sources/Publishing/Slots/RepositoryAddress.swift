import Refusals

/// Where images or charts are published to: a repository of a registry, or an OCI layout on disk.
public enum RepositoryAddress: Hashable, Sendable {
  /// `HOST/REPOSITORY`; only the base address of charts may be a bare host.
  case registry(String)
  /// The folder of an OCI layout, absolute or relative to the root of the repository that is released.
  case layout(String)

  /// Reads `ghcr.io/acme/x`, `oci://ghcr.io/acme/x` or `oci-layout:PATH`.
  public init(parsing text: String) throws {
    if text.hasPrefix("oci-layout:") {
      self = .layout(try Self.layoutPath(text))
    } else {
      self = .registry(try Self.registryText(text))
    }
  }

  private static func layoutPath(_ text: String) throws -> String {
    var path = text.dropFirst("oci-layout:".count)
    while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    while path.hasPrefix("./"), path.count > 2 { path = path.dropFirst(2) }
    guard !path.isEmpty, path.utf8.allSatisfy({ $0 >= 32 && $0 != 127 }) else {
      throw Refusal(.configuration, what: "`\(text)` names no folder.", remedy: "Write it as oci-layout:PATH.")
    }
    return String(path)
  }

  private static func registryText(_ text: String) throws -> String {
    func refused(_ why: String, _ remedy: String) -> Refusal {
      Refusal(.configuration, what: "`\(text)` is no repository.", why: why, remedy: remedy)
    }
    let address = text.hasPrefix("oci://") ? text.dropFirst("oci://".count) : Substring(text)
    if let scheme = ["https://", "http://", "docker://"].first(where: { address.hasPrefix($0) }) {
      throw refused("An address is not a URL", "Write \(address.dropFirst(scheme.count)).")
    }
    let parts = address.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let host = parts.first, isHost(host) else {
      let isShort = parts.count > 1 && parts.allSatisfy(isName)
      throw refused(
        "It does not begin with the host of a registry",
        isShort ? "Write docker.io/\(address) for Docker Hub." : "Write it as ghcr.io/OWNER/NAME.")
    }
    let path = parts.dropFirst()
    guard let last = path.last else { return host.lowercased() }
    if let end = last.firstIndex(where: { $0 == ":" || $0 == "@" }), isName(String(last[..<end])) {
      throw refused("It has a tag or a digest at its end", "Tags go under `tags`.")
    }
    guard path.allSatisfy(isName) else {
      let lower = path.map { $0.lowercased() }
      throw lower.allSatisfy(isName)
        ? refused("Repository names are lower case", "Write \(host)/\(lower.joined(separator: "/")).")
        : refused(
          "A repository name has letters, digits and single separators `.`, `_`, `-` between them",
          "Write it as ghcr.io/OWNER/NAME.")
    }
    guard path.joined(separator: "/").utf8.count <= 255 else {
      throw refused("Its name is longer than 255 characters", "Choose a shorter one.")
    }
    return ([host.lowercased()] + path).joined(separator: "/")
  }

  /// Whether a first part is a registry's host rather than an owner: it has a dot or a port, or is `localhost`.
  private static func isHost(_ text: String) -> Bool {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let letters = parts[0].utf8.allSatisfy {
      $0.isASCIIAlphanumeric || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
    }
    guard letters, let edge = parts[0].utf8.first, edge.isASCIIAlphanumeric, parts[0].utf8.last != UInt8(ascii: "-")
    else { return false }
    guard parts.count > 1 else { return parts[0].contains(".") || parts[0] == "localhost" }
    return UInt16(parts[1]) != nil
  }

  /// Whether a text is one part of a repository's name: `[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*`.
  private static func isName(_ text: String) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { byte.isASCIIAlphanumeric && !(65...90).contains(byte) }
    guard let first = text.utf8.first, let last = text.utf8.last, isLetter(first), isLetter(last) else { return false }
    return text.utf8.split(whereSeparator: isLetter).allSatisfy { separator in
      let separator = String(Substring(separator))
      return [".", "_", "__"].contains(separator) || separator.allSatisfy { $0 == "-" }
    }
  }

  /// The address of the repository one name, such as a chart's, below this one.
  public func appending(_ name: String) -> RepositoryAddress {
    switch self {
    case .registry(let text): .registry("\(text)/\(name)")
    case .layout(let path): .layout(path.hasSuffix("/") ? path + name : "\(path)/\(name)")
    }
  }

  /// The address as a configuration writes it: `ghcr.io/acme/x` or `oci-layout:PATH`.
  public var text: String {
    switch self {
    case .registry(let text): text
    case .layout(let path): "oci-layout:\(path)"
    }
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII letter or digit.
  var isASCIIAlphanumeric: Bool {
    (48...57).contains(self) || (65...90).contains(self) || (97...122).contains(self)
  }
}
