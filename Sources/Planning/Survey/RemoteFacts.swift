public import Git
public import Publishing

/// The references of the place that a release goes to, asked for in one conversation.
public struct RemoteFacts: Sendable {
  /// Branches by short name.
  public var branches: [String: ObjectID] = [:]
  /// What each tag points at, by short name: a tag object or a commit.
  public var tags: [String: ObjectID] = [:]
  /// The commit of each tag, by short name.
  public var taggedCommits: [String: ObjectID] = [:]
  /// The ledger's head; nil before its first event.
  public var ledger: ObjectID?

  /// Asks the remote, or the repository itself where there is none.
  public static func ask(_ place: GitPlace) async throws -> RemoteFacts {
    var facts = RemoteFacts()
    guard let remote = place.remote else {
      for (name, target) in try place.repository.references(under: "refs/") {
        facts.add(name, target)
        guard name.hasPrefix("refs/tags/"), let commit = try place.repository.peeled(target) else { continue }
        facts.taggedCommits[String(name.dropFirst(10))] = commit
      }
      facts.ledger = try place.repository.reference(place.ledger)
      return facts
    }
    let found = try await remote.all(under: ["refs/heads/", "refs/tags/", place.ledger])
    for (name, target) in found where !name.hasSuffix("^{}") { facts.add(name, target) }
    for (name, target) in found where name.hasPrefix("refs/tags/") && name.hasSuffix("^{}") {
      facts.taggedCommits[String(name.dropFirst(10).dropLast(3))] = target
    }
    facts.ledger = found[place.ledger]
    return facts
  }

  /// The commit that a tag leads to, by its short name, or what it points at where that is not known.
  public func commit(of tag: String) -> ObjectID? { taggedCommits[tag] ?? tags[tag] }

  private mutating func add(_ name: String, _ target: ObjectID) {
    if name.hasPrefix("refs/heads/") {
      branches[String(name.dropFirst(11))] = target
    } else if name.hasPrefix("refs/tags/") {
      tags[String(name.dropFirst(10))] = target
      taggedCommits[String(name.dropFirst(10))] = target
    }
  }
}
