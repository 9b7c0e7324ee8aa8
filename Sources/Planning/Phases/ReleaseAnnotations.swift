public import Git
public import SemanticVersioning

/// What labels, manifests and indexes say of a release.
public enum ReleaseAnnotations {
  /// The annotations of the image specification, by their names.
  ///
  /// - Parameters:
  ///   - version: the version, without the tag's prefix.
  ///   - head: the commit that is released.
  ///   - source: where the sources are; nil where that is no URL.
  /// - Returns: the values by annotation.
  public static func of(_ version: SemanticVersion, head: Commit, source: String?) -> [String: String] {
    var annotations = [
      "org.opencontainers.image.version": version.description,
      "org.opencontainers.image.revision": head.id.description,
      "org.opencontainers.image.created": Clock.text(seconds: head.committerTime),
    ]
    annotations["org.opencontainers.image.source"] = source
    return annotations
  }
}
