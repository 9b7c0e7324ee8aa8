/// What the bytes of a blob come to, as far as they were read.
public struct BlobSum: Hashable, Sendable {
  /// Their digest.
  public var digest: Digest
  /// How many they are; one more than they should be where there are more.
  public var size: Int64

  /// How they differ from what they should be; nil where they do not.
  func lack(of descriptor: Descriptor) -> ContentLack? {
    if size != descriptor.size {
      return ContentLack(descriptor.digest, .size(expected: descriptor.size, found: size))
    }
    return digest == descriptor.digest ? nil : ContentLack(descriptor.digest, .bytes)
  }
}
