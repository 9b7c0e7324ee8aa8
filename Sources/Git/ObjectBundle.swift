import Refusals

/// Several objects as bytes, so that they can be kept elsewhere and put back.
public struct ObjectBundle: Hashable, Sendable {
  /// One object.
  public struct Entry: Hashable, Sendable {
    /// Its kind.
    public var kind: ObjectKind
    /// Its bytes.
    public var bytes: [UInt8]

    /// Makes an entry.
    public init(kind: ObjectKind, bytes: [UInt8]) { (self.kind, self.bytes) = (kind, bytes) }
  }

  /// The objects, in the order in which they are written back.
  public var entries: [Entry]

  /// Makes a bundle.
  public init(_ entries: [Entry]) { self.entries = entries }

  /// A tag and those it leads through, its commit, and the trees and blobs that `parent` does not have.
  ///
  /// - Parameters:
  ///   - tag: a tag object, or the commit itself where the tag is lightweight.
  ///   - commit: the tagged commit.
  ///   - parent: what the far side has; the commit itself where it has that.
  ///   - repository: where they are read.
  /// - Returns: the bundle.
  /// - Throws: ``GitError`` where one of them is not there.
  public static func collect(
    tag: ObjectID, commit: ObjectID, since parent: ObjectID, in repository: Repository
  ) throws -> ObjectBundle {
    try repository.locked { opened in
      var ids = commit == parent ? [] : Array(try opened.newObjects(of: commit, since: parent).reversed())
      ids += try opened.unwrapped(tag)?.tags.reversed() ?? []
      return ObjectBundle(
        try ids.map { id in
          let object = try opened.object(id)
          return Entry(kind: object.kind, bytes: object.bytes)
        })
    }
  }

  /// `KIND SIZE` and a line break before the bytes of each.
  public func encoded() -> [UInt8] {
    entries.reduce(into: []) { $0 += Array("\($1.kind.rawValue) \($1.bytes.count)\n".utf8) + $1.bytes }
  }

  /// Reads what ``encoded()`` wrote.
  public init(decoding bytes: [UInt8]) throws {
    entries = []
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let end = rest.prefix(32).firstIndex(of: UInt8(ascii: "\n")) else { throw Self.damaged }
      let words = rest[..<end].split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      rest = rest[(end + 1)...]
      guard words.count == 2, let kind = ObjectKind(rawValue: words[0]), let size = Int(words[1]), size >= 0,
        size <= rest.count
      else { throw Self.damaged }
      entries.append(Entry(kind: kind, bytes: Array(rest.prefix(size))))
      rest = rest.dropFirst(size)
    }
  }

  private static var damaged: Refusal {
    Refusal(
      .ledgerDamaged, what: "The ledger keeps objects that cannot be read.", remedy: "Run `brokkr-release doctor`.")
  }

  /// Writes every object into a repository and reads it back from the disk; says their ids, in order.
  @discardableResult
  public func store(in repository: Repository) throws -> [ObjectID] {
    try repository.locked { opened in
      let ids = try entries.map { try opened.writeUnverified($0.kind, $0.bytes) }
      try opened.expectWritten(ids)
      return ids
    }
  }
}
