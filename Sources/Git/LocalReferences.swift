import ExternalTools
import Refusals

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
    // Another process holds a lock for milliseconds, one that was killed for ever.
    let patience = ["-c", "core.filesRefLockTimeout=3000", "-c", "core.packedRefsTimeout=3000"]
    let outcome = try await repository.git(
      patience + ["update-ref", "--stdin", "-z", "-m", "brokkr-release"], in: repository.commonDirectory,
      input: Array(Self.commands(updates).utf8))
    guard !outcome.succeeded else { return }
    if let line = outcome.errorText.split(separator: "\n").first(where: { $0.contains(".lock': File exists") }) {
      throw Refusal(
        .failed, what: "No reference was moved: one is locked.", why: String(line),
        remedy: "Where no other git process works in this repository, remove the lock file that git names.")
    }
    throw Self.rejection(of: updates, outcome)
  }

  /// The transaction; fields end in NUL, so that no name can begin another command.
  private static func commands(_ updates: [ReferenceUpdate]) -> String {
    let zero = String(repeating: "0", count: 40)
    let lines = updates.map { update in
      let before = update.before?.description ?? zero
      return switch (update.before, update.after) {
      case (_, let after?): "update \(update.name)\0\(after)\0\(before)\0"
      case (.some, nil): "delete \(update.name)\0\(before)\0"
      case (nil, nil): "verify \(update.name)\0\(zero)\0"
      }
    }
    return "start\0\(lines.joined())prepare\0commit\0"
  }

  /// What git says, with the reference that it names.
  private static func rejection(of updates: [ReferenceUpdate], _ outcome: ToolOutcome) -> ReferenceRejected {
    let said = outcome.errorText
    // The longest first: one name may be within another.
    let named = updates.map(\.name).sorted { $0.utf8.count > $1.utf8.count }.first { said.contains($0) }
    let isStale = ["but expected", "reference already exists", "unable to resolve reference"]
      .contains { said.contains($0) }
    return ReferenceRejected(
      name: named ?? updates.map(\.name).joined(separator: ", "), reason: outcome.tail(5), isStale: isStale,
      isUnauthorized: said.contains("Permission denied"))
  }
}
