/// A release as the API shows it; of its many fields only those that are used.
public struct GitHubRelease: Decodable, Hashable, Sendable {
  /// Its id.
  public var id: Int64
  /// The tag; also of a draft, whose tag need not exist.
  public var tag: String
  /// The title; empty where it has none.
  public var title: String
  /// The notes, Markdown.
  public var notes: String
  /// Nobody without the right to push sees it.
  public var isDraft: Bool
  /// It is marked as a pre-release.
  public var isPrerelease: Bool
  /// Its tag and assets are frozen.
  public var isImmutable: Bool
  /// What can be downloaded.
  public var assets: [ReleaseAsset]
  /// Where assets are uploaded to, as a URI template.
  public var uploadURL: String
  /// The page; that of a draft changes when it is published.
  public var page: String

  enum CodingKeys: String, CodingKey {
    case id, name, body, draft, prerelease, immutable, assets
    case tag = "tag_name"
    case uploadURL = "upload_url"
    case page = "html_url"
  }

  /// Reads a release; what may be null or missing has a value all the same.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(Int64.self, forKey: .id)
    tag = try container.decode(String.self, forKey: .tag)
    title = try container.decodeIfPresent(String.self, forKey: .name) ?? ""
    notes = try container.decodeIfPresent(String.self, forKey: .body) ?? ""
    isDraft = try container.decode(Bool.self, forKey: .draft)
    isPrerelease = try container.decode(Bool.self, forKey: .prerelease)
    isImmutable = try container.decodeIfPresent(Bool.self, forKey: .immutable) ?? false
    assets = try container.decodeIfPresent([ReleaseAsset].self, forKey: .assets) ?? []
    uploadURL = try container.decodeIfPresent(String.self, forKey: .uploadURL) ?? ""
    page = try container.decodeIfPresent(String.self, forKey: .page) ?? ""
  }
}
