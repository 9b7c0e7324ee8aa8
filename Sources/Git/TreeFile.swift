/// A file of a tree.
public struct TreeFile: Hashable, Sendable {
  /// The path from the root; what is no UTF-8 is replaced.
  public var path: String
  /// The mode, as git has it: 0o100644, 0o100755, 0o120000 for a link, 0o160000 for a submodule.
  public var mode: UInt32
  /// The object.
  public var id: ObjectID

  /// Makes a file of its parts.
  public init(path: String, mode: UInt32, id: ObjectID) { (self.path, self.mode, self.id) = (path, mode, id) }
}
