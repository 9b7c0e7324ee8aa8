/// A commit as it was read.
public struct Commit: Sendable, Hashable {
  /// Its id.
  public var id: ObjectID
  /// Its tree.
  public var tree: ObjectID
  /// Its parents; at the boundary of a shallow clone they may be missing from the store.
  public var parents: [ObjectID]
  /// Seconds since 1970.
  public var committerTime: Int64
  /// The message; what is no UTF-8 is replaced.
  public var message: String

  /// Makes a commit of its parts.
  public init(id: ObjectID, tree: ObjectID, parents: [ObjectID], committerTime: Int64, message: String) {
    (self.id, self.tree, self.parents) = (id, tree, parents)
    (self.committerTime, self.message) = (committerTime, message)
  }

  /// The first line of the message.
  public var subject: String { String(message.prefix { !$0.isNewline }) }

  /// The value of a trailer in the last paragraph of the message; nil where there is none.
  public func trailer(_ name: String) -> String? {
    var lines = message.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    for line in lines.reversed() {
      if line.allSatisfy(\.isWhitespace) { return nil }
      guard line.hasPrefix("\(name):") else { continue }
      return String(line.dropFirst(name.count + 1).drop(while: \.isWhitespace))
    }
    return nil
  }
}

/// A stretch of history.
public struct CommitRange: Sendable {
  /// The commits, each before its parents.
  public var commits: [Commit]
  /// The boundary of a shallow clone ended the walk, so that there may be more.
  public var isCutOff: Bool
}
