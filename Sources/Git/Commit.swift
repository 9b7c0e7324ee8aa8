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
  /// The message, by the encoding that the commit names; what cannot be read is replaced.
  public var message: String

  /// Makes a commit of its parts.
  public init(id: ObjectID, tree: ObjectID, parents: [ObjectID], committerTime: Int64, message: String) {
    (self.id, self.tree, self.parents) = (id, tree, parents)
    (self.committerTime, self.message) = (committerTime, message)
  }

  /// The first line of the message.
  public var subject: String { Self.lines(of: message).first { !$0.isEmpty } ?? "" }

  /// The value of a trailer in the last paragraph of the message; the last one where there are several, nil where there
  /// is none.
  public func trailer(_ name: String) -> String? {
    let key = "\(name):".lowercased()
    var found: String?
    for line in Self.lines(of: message).reversed().drop(while: { $0.allSatisfy(\.isWhitespace) }) {
      // Above the blank line; without one it is the subject, which has no trailers.
      if line.allSatisfy(\.isWhitespace) { return found }
      guard found == nil, line.prefix(key.count).lowercased() == key else { continue }
      found = String(line.dropFirst(key.count).drop(while: \.isWhitespace))
    }
    return nil
  }

  /// Only a line feed ends a line, with or without a carriage return before it.
  private static func lines(of text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
      String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
  }
}
