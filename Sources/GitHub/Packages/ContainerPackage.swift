/// A package of the container registry: one image repository, or one chart.
public struct ContainerPackage: Decodable, Hashable, Sendable {
  /// Its name below the owner, such as `charts/app`.
  public var name: String
  /// `public`, `private` or `internal`.
  public var visibility: String
  /// The page.
  public var page: String
  /// The repository that it is linked to, whose jobs' tokens may have rights on it; nil where it is linked to none.
  public var repository: String?

  private struct Link: Decodable {
    var name: String
    enum CodingKeys: String, CodingKey { case name = "full_name" }
  }

  enum CodingKeys: String, CodingKey {
    case name, visibility, repository
    case page = "html_url"
  }

  /// Reads a package.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    visibility = try container.decode(String.self, forKey: .visibility)
    page = try container.decodeIfPresent(String.self, forKey: .page) ?? ""
    repository = try container.decodeIfPresent(Link.self, forKey: .repository)?.name
  }
}
