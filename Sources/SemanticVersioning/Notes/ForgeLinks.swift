/// The pages of a repository on a forge whose addresses are known.
public struct ForgeLinks: Hashable, Sendable {
  private enum Forge {
    case github, gitlab, gitea, bitbucket

    /// The forge that a host is called after; nil where no name says.
    init?(host: Substring) {
      for label in host.lowercased().split(separator: ".") {
        switch label {
        case "github": self = .github
        case "gitlab": self = .gitlab
        case "gitea", "forgejo", "codeberg": self = .gitea
        case "bitbucket": self = .bitbucket
        default: continue
        }
        return
      }
      return nil
    }
  }

  private let forge: Forge
  private let root: String
  /// Where all of the forge's repositories are.
  private let host: String

  /// Reads where the sources are; nil where that is on no forge that is known by its host's name.
  ///
  /// - Parameter sourceURL: the repository's page, such as `https://github.com/acme/brokkr`, without credentials.
  public init?(sourceURL: String) {
    guard let end = sourceURL.firstRange(of: "://") else { return nil }
    let scheme = sourceURL[..<end.lowerBound]
    let rest = sourceURL[end.upperBound...]
    guard scheme == "https" || scheme == "http", let slash = rest.firstIndex(of: "/") else { return nil }
    let host = rest[..<slash]
    let isHost = host.utf8.allSatisfy { $0.isIdentifier || $0 == ASCII.dot || $0 == UInt8(ascii: ":") }
    guard isHost, let forge = Forge(host: host.prefix { $0 != ":" }) else { return nil }
    let path = rest[slash...].split(separator: "/")
    guard path.count >= 2 else { return nil }
    self.forge = forge
    self.host = "\(scheme)://\(host)"
    root = "\(scheme)://\(host)/\(path.map(Self.encoded).joined(separator: "/"))"
  }

  /// The page of a commit.
  public func commit(_ id: String) -> String {
    switch forge {
    case .github, .gitea: "\(root)/commit/\(Self.encoded(id))"
    case .gitlab: "\(root)/-/commit/\(Self.encoded(id))"
    case .bitbucket: "\(root)/commits/\(Self.encoded(id))"
    }
  }

  /// The page of what lies between two tags.
  public func comparison(from: String, to: String) -> String {
    let (from, to) = (Self.encoded(from), Self.encoded(to))
    return switch forge {
    case .github, .gitea: "\(root)/compare/\(from)...\(to)"
    case .gitlab: "\(root)/-/compare/\(from)...\(to)"
    case .bitbucket: "\(root)/branches/compare/\(to)%0D\(from)"
    }
  }

  /// The page of an issue or a pull request; nil where the number alone does not lead to it.
  public func issue(_ number: String) -> String? {
    switch forge {
    case .github, .gitea: "\(root)/issues/\(Self.encoded(number))"
    case .gitlab: "\(root)/-/issues/\(Self.encoded(number))"
    case .bitbucket: nil
    }
  }

  /// The page of an issue or a pull request of another repository, such as `acme/brokkr`; nil where the number alone does
  /// not lead to it, or the forge names no repository so.
  public func issue(_ number: String, of repository: String) -> String? {
    let parts = repository.split(separator: "/").count
    return switch forge {
    case .github, .gitea: parts == 2 ? "\(host)/\(Self.encoded(repository))/issues/\(Self.encoded(number))" : nil
    case .gitlab: "\(host)/\(Self.encoded(repository))/-/issues/\(Self.encoded(number))"
    case .bitbucket: nil
    }
  }

  /// The text as a part of a path: nothing in it ends a link or begins a query.
  private static func encoded(_ text: some StringProtocol) -> String {
    var result = ""
    for byte in text.utf8 {
      if byte.isIdentifier || byte == ASCII.dot || byte == ASCII.underscore || byte == UInt8(ascii: "/") {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += byte < 16 ? "%0" : "%"
        result += String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
