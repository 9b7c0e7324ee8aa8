/// A repository as the API shows it.
public struct GitHubRepository: Decodable, Hashable, Sendable {
  /// What the token may do.
  public struct Rights: Decodable, Hashable, Sendable {
    /// Change settings.
    public var admin: Bool
    /// Push, and see drafts.
    public var push: Bool
  }

  /// `OWNER/NAME` as it is called now.
  public var name: String
  /// Only members see it.
  public var isPrivate: Bool
  /// The branch that people start from.
  public var defaultBranch: String
  /// Nothing can be written.
  public var isArchived: Bool
  /// What the token may do; nil for nobody, and for some tokens of apps.
  public var rights: Rights?

  enum CodingKeys: String, CodingKey {
    case name = "full_name"
    case isPrivate = "private"
    case defaultBranch = "default_branch"
    case isArchived = "archived"
    case rights = "permissions"
  }
}
