/// A reference to content: type, digest and size (image-spec, descriptor.md).
public struct Descriptor: Hashable, Sendable, Codable {
  /// The media type.
  public var mediaType: String
  /// The digest.
  public var digest: Digest
  /// The size in bytes.
  public var size: Int64
  /// What it runs on; in indexes only.
  public var platform: Platform?
  /// Remarks.
  public var annotations: [String: String]?
  /// What kind of artifact a manifest is of, where it is no image.
  public var artifactType: String?

  /// Makes a descriptor.
  public init(
    mediaType: String, digest: Digest, size: Int64, platform: Platform? = nil, annotations: [String: String]? = nil
  ) {
    (self.mediaType, self.digest, self.size) = (mediaType, digest, size)
    (self.platform, self.annotations) = (platform, annotations)
  }
}
