import ExternalTools

/// The references of a repository itself, moved in one transaction.
public struct LocalReferences: ReferenceStore {
  let repository: Repository

  /// Makes the store of a repository.
  public init(_ repository: Repository) { self.repository = repository }

  /// Reads them.
  public func references(_ names: [String]) async throws -> [String: ObjectID] {
    try names.reduce(into: [:]) { found, name in found[name] = try repository.reference(name) }
  }

  /// Moves all or none by `git update-ref`.
  public func apply(_ updates: [ReferenceUpdate]) async throws {
    let zero = String(repeating: "0", count: 40)
    var lines = ["start"]
    for update in updates {
      let before = update.before?.description ?? zero
      lines.append(
        update.after.map { "update \(update.name) \($0) \(before)" } ?? "delete \(update.name) \(before)")
    }
    lines += ["prepare", "commit", ""]
    let outcome = try await repository.git(
      ["update-ref", "--stdin", "-m", "brokkr-release"], in: repository.commonDirectory,
      input: Array(lines.joined(separator: "\n").utf8))
    guard outcome.succeeded else {
      throw ReferenceRejected(
        name: updates.map(\.name).joined(separator: ", "), reason: outcome.tail(5), isStale: true,
        isUnauthorized: false)
    }
  }
}
