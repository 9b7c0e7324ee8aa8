import Git
import Publishing
import Refusals
import ReleaseEngine
import SemanticVersioning

/// The ledger commit that a release's tag names, which has to be a part of every later ledger.
enum LedgerAnchor {
  /// How many of the newest tags are asked; an adopted one names none.
  static let depth = 3

  /// Throws where the newest tags that are here name a ledger commit that this ledger does not descend from.
  static func check(_ snapshot: LedgerSnapshot, in workspace: Workspace, tags: [String: ObjectID]) throws {
    let repository = workspace.repository
    for scope in ComponentScope.all(of: workspace.configuration) {
      let versions = tags.compactMap { tag, id in scope.tag.version(of: tag).map { (tag: tag, id: id, version: $0) } }
        .sorted { $1.version.precedence < $0.version.precedence }
      for entry in versions.prefix(depth) {
        guard repository.contains(entry.id), let named = try anchor(of: entry.id, in: repository) else { continue }
        let head = try snapshot.head.map { try ObjectID(parsing: $0.identity) }
        if let head, repository.contains(named), try repository.isAncestor(named, of: head) { break }
        throw Refusal(
          .ledgerDamaged, what: "The ledger is not the one that \(entry.tag) was cut from: nothing was changed.",
          why: head.map { "\($0.short) does not descend from \(named.short), which the tag names" }
            ?? "There is no ledger, and the tag names \(named.short)",
          remedy: "Restore it from a clone that has it: `git push REMOTE \(named):\(workspace.configuration.ledger)`")
      }
    }
  }

  private static func anchor(of tag: ObjectID, in repository: Repository) throws -> ObjectID? {
    let object = try repository.object(tag)
    guard object.kind == .tag else { return nil }
    let lines = String(decoding: object.bytes, as: UTF8.self).split(separator: "\n")
    guard let line = lines.last(where: { $0.hasPrefix("Ledger: ") }) else { return nil }
    return try? ObjectID(parsing: line.dropFirst("Ledger: ".count))
  }
}
