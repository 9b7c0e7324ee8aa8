/// What a repository says of a blob without sending it.
public enum BlobStanding: Hashable, Sendable {
  /// It is not there.
  case missing
  /// It is there; the size in bytes, nil where none was said.
  case there(size: Int64?)
}
