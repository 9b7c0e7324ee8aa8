import Git
import Publishing
import Refusals
import ReleaseEngine
import SemanticVersioning

/// The ledger commit that a release's tag names, which has to be a part of every later ledger.
enum LedgerAnchor {
  /// How many of the newest tags are asked; an adopted one names none.
  static let depth = 3

  /// Throws where the newest tags that are here name a ledger commit that this ledger does not descend from, or a release
  /// that it does not know to be published.
  ///
  /// Tags of another repository, as a fork has them, and of another ledger's reference say nothing.
  static func check(
    _ snapshot: LedgerSnapshot, of ledger: GitLedger, in repository: Repository, _ configuration: Configuration
  ) throws {
    let prefix = "refs/tags/"
    let tags = try repository.references(under: prefix).map { (String($0.name.dropFirst(prefix.count)), $0.target) }
    let head = try snapshot.head.map { try ObjectID(parsing: $0.identity) }
    for scope in ComponentScope.all(of: configuration) {
      let versions = tags.compactMap { tag, id in scope.tag.version(of: tag).map { (tag: tag, id: id, version: $0) } }
        .sorted { $1.version.precedence < $0.version.precedence }
      for entry in versions.prefix(depth) {
        guard let named = try anchor(of: entry.id, for: ledger, in: repository) else { continue }
        let isKnown = snapshot.state.records[entry.tag]?.isBurnt == true
        if isKnown, let head, repository.contains(named), try repository.isAncestor(named, of: head) { break }
        throw Refusal(
          .ledgerDamaged, what: "The ledger is not the one that \(entry.tag) was released into: nothing was changed.",
          why: head.map { "At \($0.short) it does not know that \(entry.tag) was published" }
            ?? "There is none, and the tag names \(named.short)",
          remedy: "Find a clone that has the whole ledger, and run `brokkr-release doctor --fix` there.")
      }
    }
  }

  private static func anchor(
    of tag: ObjectID, for ledger: GitLedger, in repository: Repository
  ) throws -> ObjectID? {
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
