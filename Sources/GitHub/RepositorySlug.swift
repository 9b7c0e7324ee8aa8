/// A repository on the forge, `OWNER/NAME`; the forge compares both without case.
public struct RepositorySlug: Hashable, Sendable, CustomStringConvertible {
  /// The user or organization.
  public let owner: String
  /// The repository's name.
  public let name: String

  /// Reads `OWNER/NAME`; nil where the text is something else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ Self.isName($0) }) else { return nil }
    (owner, name) = (String(parts[0]), String(parts[1]))
  }

  /// Reads the address of a page, such as `https://github.com/acme/app`, on a given server; nil where it is elsewhere.
  public init?(page: String, on server: String) {
    guard page.lowercased().hasPrefix("\(server.lowercased())/") else { return nil }
    self.init(page.dropFirst(server.utf8.count + 1))
  }

  private static func isName(_ text: some StringProtocol) -> Bool {
    text != "." && text != ".." && !text.isEmpty
      && text.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || [45, 46, 95].contains($0)
      }
  }

  /// `OWNER/NAME` as it was written.
  public var description: String { "\(owner)/\(name)" }

  /// Two names are one repository when they differ in case only.
  public static func == (one: Self, other: Self) -> Bool {
    one.description.lowercased() == other.description.lowercased()
  }
  /// Hashes the name without case.
  public func hash(into hasher: inout Hasher) { hasher.combine(description.lowercased()) }
}
