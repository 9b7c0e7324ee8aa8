/// The media types of content (image-spec, media-types.md; Docker's image manifest 2; Helm's OCI support).
public enum MediaType {
  /// An index of the image specification.
  public static let imageIndex = "application/vnd.oci.image.index.v1+json"
  /// A manifest of the image specification.
  public static let imageManifest = "application/vnd.oci.image.manifest.v1+json"
  /// The configuration of an image.
  public static let imageConfig = "application/vnd.oci.image.config.v1+json"
  /// A layer, compressed by gzip.
  public static let imageLayer = "application/vnd.oci.image.layer.v1.tar+gzip"
  /// Docker's index.
  public static let dockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json"
  /// Docker's manifest.
  public static let dockerManifest = "application/vnd.docker.distribution.manifest.v2+json"
  /// The configuration of a Helm chart: its metadata as JSON.
  public static let helmConfig = "application/vnd.cncf.helm.config.v1+json"
  /// The archive of a Helm chart.
  public static let helmChart = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
  /// What a request for a manifest accepts: without all of them registries answer with another document.
  public static let manifests = [imageIndex, imageManifest, dockerManifestList, dockerManifest]
  /// The configuration of Docker's image.
  public static let dockerConfig = "application/vnd.docker.container.image.v1+json"
  /// The kinds of blobs that are small: configurations, and the archives of charts.
  static let small = [imageConfig, dockerConfig, helmConfig, helmChart]
  /// Whether a type names an index.
  public static func isIndex(_ type: String) -> Bool { type == imageIndex || type == dockerManifestList }
}
