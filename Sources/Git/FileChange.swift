/// What a file of two trees is in each.
public struct FileChange: Hashable, Sendable {
  /// Its object before; nil where there was no such file.
  public var before: ObjectID?
  /// Its object afterwards; nil where it is gone.
  public var after: ObjectID?
}
