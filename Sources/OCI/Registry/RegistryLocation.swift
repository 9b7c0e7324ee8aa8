import Refusals

/// A repository of a registry by host and name.
public struct RegistryLocation: Hashable, Sendable, CustomStringConvertible {
  /// The host, with the port where it has one.
  public var host: String
  /// The repository's name there.
  public var repository: String

  /// Reads `HOST/REPOSITORY`.
  public init(parsing text: String) throws {
    guard let slash = text.firstIndex(of: "/"), slash > text.startIndex else {
      throw Refusal(
        .configuration, what: "`\(text)` names no repository.", remedy: "Write HOST/REPOSITORY, such as ghcr.io/acme/x."
      )
    }
    host = String(text[..<slash])
    repository = String(text[text.index(after: slash)...])
  }

  /// `HOST/REPOSITORY`.
  public var description: String { "\(host)/\(repository)" }

  /// The host that answers for it: Docker Hub's registry has another name.
  var server: String { host == "docker.io" ? "registry-1.docker.io" : host }
}
