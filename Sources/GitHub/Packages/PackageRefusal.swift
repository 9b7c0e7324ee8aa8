/// Why the forge does not delete a version of a package, as far as its answer tells it apart.
public enum PackageRefusal: Error, Hashable, Sendable {
  /// It is the last version with a tag: only the whole package could be deleted.
  case lastTagged
  /// It is public and was downloaded more than 5 000 times.
  case muchDownloaded
  /// The token has no role Admin on the package, or may not delete packages.
  case forbidden(String)

  /// One clause for people.
  public var reason: String {
    switch self {
    case .lastTagged: "GitHub does not delete the last tagged version of a package"
    case .muchDownloaded: "GitHub does not delete a public version with more than 5000 downloads"
    case .forbidden(let said): "the token has no role Admin on the package, or may not delete packages: \(said)"
    }
  }
}
