import HTTP
import Refusals

/// A repository of a registry by host and name.
public struct RegistryLocation: Hashable, Sendable, CustomStringConvertible {
  /// The host, with the port where it has one.
  public var host: String
  /// The repository's name there.
  public var repository: String

  /// Reads `HOST/REPOSITORY`; names of Docker Hub without an owner are those of its library.
  public init(parsing text: String) throws {
    let host = text.prefix { $0 != "/" }
    let repository = text.dropFirst(host.count + 1)
    guard let address = WebAddress("https://\(host)/"), !host.contains("?"), !host.contains("#"),
      Self.isHost(address.host), Self.isRepository(repository)
    else {
      throw Refusal(
        .configuration, what: "`\(text.prefix(300))` names no repository of a registry.",
        why: repository.contains { $0.isUppercase } ? "A repository's name is in small letters." : "",
        remedy: "Write HOST/REPOSITORY, such as ghcr.io/acme/x.")
    }
    self.host = ["index.docker.io", "registry-1.docker.io"].contains(address.host) ? "docker.io" : host.lowercased()
    self.repository =
      self.host == "docker.io" && !repository.contains("/") ? "library/\(repository)" : String(repository)
  }

  /// `HOST/REPOSITORY`.
  public var description: String { "\(host)/\(repository)" }

  /// The host that answers for it: Docker Hub's registry has another name.
  var server: String { host == "docker.io" ? "registry-1.docker.io" : host }

  private static func isHost(_ text: String) -> Bool {
    text.hasPrefix("[") || text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
  }

  /// Parts of small letters and digits with single separators between them (distribution-spec, pulling manifests).
  private static func isRepository(_ text: some StringProtocol) -> Bool {
    guard text.utf8.count <= 255 else { return false }
    return text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      guard let first = part.utf8.first, let last = part.utf8.suffix(1).first, isWord(first), isWord(last) else {
        return false
      }
      let separators = part.utf8.split(whereSeparator: isWord).map { String(decoding: $0, as: UTF8.self) }
      return separators.allSatisfy { [".", "_", "__"].contains($0) || $0.allSatisfy { $0 == "-" } }
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...122).contains(byte) }
}
