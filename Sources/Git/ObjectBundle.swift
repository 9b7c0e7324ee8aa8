import Refusals

/// Several objects as bytes, so that they can be kept elsewhere and put back.
public struct ObjectBundle: Hashable, Sendable {
  /// One object.
  public struct Entry: Hashable, Sendable {
    /// Its kind.
    public var kind: ObjectKind
    /// Its bytes.
    public var bytes: [UInt8]
  }

  /// The objects, in the order in which they are written back.
  public var entries: [Entry]

  /// Makes a bundle.
  public init(_ entries: [Entry]) { self.entries = entries }

  /// A tag object with the tags that it leads through, its commit, and the trees and blobs that `parent` does not have.
  public static func collect(
    tag: ObjectID, commit: ObjectID, since parent: ObjectID, in repository: Repository
  ) throws -> ObjectBundle {
    var ids = commit == parent ? [] : try repository.newObjects(of: commit, since: parent)
    ids += try repository.tags(from: tag).reversed()
    return ObjectBundle(
      try ids.map { id in
        let object = try repository.object(id)
        return Entry(kind: object.kind, bytes: object.bytes)
      })
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
      let header = String(decoding: rest.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      let words = header.split(separator: " ")
      guard words.count == 2, let kind = ObjectKind(rawValue: String(words[0])), let size = Int(words[1]), size >= 0,
        header.utf8.count < rest.count, size <= rest.count - header.utf8.count - 1
      else {
        throw Refusal(
          .ledgerDamaged, what: "The ledger keeps objects that cannot be read.",
          remedy: "Run `brokkr-release doctor`.")
      }
      rest = rest.dropFirst(header.utf8.count + 1)
      entries.append(Entry(kind: kind, bytes: Array(rest.prefix(size))))
      rest = rest.dropFirst(size)
    }
  }

  /// Writes every object into a repository.
  public func store(in repository: Repository) throws {
    for entry in entries { _ = try repository.write(entry.kind, entry.bytes) }
  }
}
