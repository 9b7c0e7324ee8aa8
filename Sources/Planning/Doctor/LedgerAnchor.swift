import Git
import Publishing
import Refusals
import ReleaseEngine
import SemanticVersioning

/// The ledger commit that a release's tag names, which has to be a part of every later ledger.
struct LedgerAnchor {
  /// How many of the newest tags are asked where all would be too many; an adopted one names none.
  private static let depth = 3

  let ledger: GitLedger
  /// The annotated tags that the remote shows, by full name; a clone may have none of them.
  let tags: [String: ObjectID]

  private var repository: Repository { ledger.gitPlace.repository }

  /// A tag of a release.
  private struct Entry {
    var tag: String
    var id: ObjectID
    var version: SemanticVersion
  }

  /// Throws where a tag names a release that the ledger does not know to be published, or one of the newest a ledger
  /// commit that it does not descend from.
  ///
  /// A release may be newer than one of a higher version, so that every tag is looked at which no record knows: those that
  /// are here, and the highest of those that only the remote has. Below the lowest release that is recorded lie those from
  /// before there was a ledger. Tags of another repository, as a fork has them, and of another ledger's reference say
  /// nothing.
  func check(_ snapshot: LedgerSnapshot, _ configuration: Configuration) async throws {
    let prefix = "refs/tags/"
    let here = try repository.references(under: prefix).map { ($0.name, $0.target) }
    let all = tags.merging(here) { there, _ in there }
    let records = snapshot.state.records
    let head = try snapshot.head.map { try ObjectID(parsing: $0.identity) }
    for scope in ComponentScope.all(of: configuration) {
      let entries = all.compactMap { name, id in
        let tag = String(name.dropFirst(prefix.count))
        return scope.tag.version(of: tag).map { Entry(tag: tag, id: id, version: $0) }
      }.sorted { $1.version.precedence < $0.version.precedence }
      let lowest = entries.lastIndex { records[$0.tag]?.isBurnt == true }
      let known = entries.filter { records[$0.tag]?.isBurnt == true }
      let unknown = entries.prefix(lowest ?? Self.depth).filter { records[$0.tag]?.isBurnt != true }
      if lowest != nil { try await bring(unknown.filter { !repository.contains($0.id) }) }
      for entry in unknown where try anchor(of: entry.id) != nil { throw lost(entry, head) }
      for entry in known.prefix(Self.depth) {
        guard let named = try anchor(of: entry.id) else { continue }
        guard let head, repository.contains(named), try repository.isAncestor(named, of: head) else {
          throw lost(entry, head)
        }
      }
    }
  }

  private func lost(_ entry: Entry, _ head: ObjectID?) -> Refusal {
    Refusal(
      .ledgerDamaged, what: "The ledger is not the one that \(entry.tag) was released into: nothing was changed.",
      why: head.map { "At \($0.short) it does not know that \(entry.tag) was published" }
        ?? "There is none, and the tag names one",
      remedy: "Find a clone that has the whole ledger, and run `brokkr-release doctor --fix` there.")
  }

  /// Fetches the highest of the tags that are not here, which in a repository that is well are none.
  private func bring(_ missing: [Entry]) async throws {
    let names = missing.prefix(Self.depth).map { "refs/tags/\($0.tag)" }
    guard !names.isEmpty, let remote = ledger.gitPlace.remote else { return }
    try await remote.fetch(names)
  }

  /// The ledger commit that a tag names; nil where it names none of this ledger, or is not here.
  private func anchor(of tag: ObjectID) throws -> ObjectID? {
    guard repository.contains(tag) else { return nil }
    let object = try repository.object(tag)
    guard object.kind == .tag else { return nil }
    let lines = String(decoding: object.bytes, as: UTF8.self).split(separator: "\n")
    func value(_ name: String) -> Substring? {
      lines.last { $0.hasPrefix("\(name): ") }?.dropFirst(name.count + 2)
    }
    guard let home = value("Ledger-Repository"), home.lowercased() == ledger.origin.lowercased(),
      let reference = value("Ledger-Reference"), reference == ledger.gitPlace.ledger
    else { return nil }
    return value("Ledger").flatMap { try? ObjectID(parsing: $0) }
  }
}
