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
  ///
  /// The first paragraph is the subject and holds no trailers.
  public func trailer(_ name: String) -> String? {
    // Other characters that end a line, such as U+2028, are part of what somebody wrote.
    var lines = message.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String(Substring($0)) }[...]
    while lines.last.map(Self.isBlank) == true { lines.removeLast() }
    guard let above = lines.lastIndex(where: Self.isBlank) else { return nil }
    guard let line = lines[above...].last(where: { $0.hasPrefix("\(name):") }) else { return nil }
    let value = line.dropFirst(name.count + 1).drop(while: \.isWhitespace)
    return String(value.last == "\r" ? value.dropLast() : value)
  }

  private static func isBlank(_ line: String) -> Bool { line.allSatisfy { " \t\r".contains($0) } }
}

/// A stretch of history.
public struct CommitRange: Sendable {
  /// The commits, each before its parents.
  public var commits: [Commit]
  /// The boundary of a shallow clone ended the walk, so that there may be more.
  public var isCutOff: Bool
}
