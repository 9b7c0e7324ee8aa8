/// A version of a container package: one manifest or index by its digest, with the tags that lead to it.
public struct PackageVersion: Decodable, Hashable, Sendable {
  /// Its id.
  public var id: Int64
  /// The digest.
  public var digest: String
  /// The tags; empty for the manifests below an index, attestations and signatures too.
  public var tags: [String]
  /// When it was first pushed, RFC 3339.
  public var createdAt: String

  private struct Metadata: Decodable {
    struct Container: Decodable { var tags: [String] }
    var container: Container?
  }

  enum CodingKeys: String, CodingKey {
    case id, metadata
    case digest = "name"
    case createdAt = "created_at"
  }

  /// Reads a version.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(Int64.self, forKey: .id)
    digest = try container.decode(String.self, forKey: .digest)
    tags = try container.decodeIfPresent(Metadata.self, forKey: .metadata)?.container?.tags ?? []
    createdAt = try container.decodeIfPresent(String.self, forKey: .createdAt) ?? ""
  }

  /// Whether it was first pushed at a moment or before it; one whose time cannot be read was not.
  ///
  /// - Parameter moment: RFC 3339 in UTC; parts of a second do not count.
  /// - Returns: whether it is as old.
  public func isCreated(by moment: String) -> Bool {
    createdAt.hasSuffix("Z") && moment.hasSuffix("Z") && createdAt.prefix(19) <= moment.prefix(19)
  }
}
