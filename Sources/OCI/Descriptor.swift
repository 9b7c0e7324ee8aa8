import Refusals

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

  /// It is of a kind that is small, so that its bytes are compared wherever it is looked for.
  var isRead: Bool { size <= Closure.readLimit && MediaType.small.contains(mediaType) }

  /// What is said where content that was sent to a place before is not there any more.
  func lost(from place: String) -> Refusal {
    Refusal(
      .contentMissing, what: "\(digest) is not in \(place) any more.",
      why: "It was handed over there, and \(size) bytes of it are gone",
      remedy: "Build it again. A job that deletes untagged images, or the registry's retention, may have taken it.")
  }
}
