/// What a repository says of a blob without sending it.
public enum BlobStanding: Hashable, Sendable {
  /// It is not there.
  case missing
  /// It is there; the size in bytes, nil where none was said.
  case there(size: Int64?)

  /// How it differs from what it should be, as far as that is said; nil where it does not.
  func lack(of descriptor: Descriptor) -> ContentLack? {
    switch self {
    case .missing: ContentLack(descriptor.digest, .missing)
    case .there(let size?) where size != descriptor.size:
      ContentLack(descriptor.digest, .size(expected: descriptor.size, found: size))
    case .there: nil
    }
  }
}
