/// A file of a tree.
public struct TreeFile: Hashable, Sendable {
  /// The path from the root.
  public var path: String
  /// The mode, as git has it: 0o100644, 0o100755, 0o120000 for a link, 0o160000 for a submodule.
  public var mode: UInt32
  /// The object.
  public var id: ObjectID
}
