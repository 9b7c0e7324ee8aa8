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

  /// Moves all or none by `git update-ref`; libgit2's transactions move one after the other.
  public func apply(_ updates: [ReferenceUpdate]) async throws {
    guard !updates.isEmpty else { return }
    for update in updates {
      guard let after = update.after, !repository.contains(after) else { continue }
      throw ReferenceRejected(
        name: update.name, reason: "\(after) is not in this repository", isStale: false, isUnauthorized: false)
    }
    let outcome = try await repository.git(
      ["update-ref", "-m", "brokkr-release", "--stdin", "-z"], input: Self.transaction(updates))
    guard !outcome.succeeded else { return }
    throw Self.failure(outcome.errorText, updates)
  }

  /// What git reads: each reference over its `before`.
  static func transaction(_ updates: [ReferenceUpdate]) -> [UInt8] {
    let zero = String(repeating: "0", count: 40)
    var fields = ["start"]
    for update in updates {
      let before = update.before?.description ?? zero
      switch update.after {
      case update.before: fields += ["verify \(update.name)", before]
      case nil: fields += ["delete \(update.name)", before]
      case let after?: fields += ["update \(update.name)", after.description, before]
      }
    }
    return (fields + ["prepare", "commit"]).reduce(into: []) { $0 += Array($1.utf8) + [0] }
  }

  /// What git's message means.
  static func failure(_ message: String, _ updates: [ReferenceUpdate]) -> any Error {
    let lines = message.split(whereSeparator: \.isNewline).map(String.init)
    let text = lines.first { $0.hasPrefix("fatal: ") || $0.hasPrefix("error: ") } ?? lines.last ?? message
    let quoted = text.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
    let name = quoted.first { part in updates.contains { $0.name == part } } ?? updates[0].name
    if text.contains(".lock': File exists") {
      return Refusal(
        .failed, what: "\(name) was not moved: another process holds its lock.", why: text,
        remedy: "Wait for the other git process; where none is left, remove that file.")
    }
    let isStale = [
      "but expected", "reference already exists", "unable to resolve reference", "reference is missing",
    ].contains { text.contains($0) }
    return ReferenceRejected(name: name, reason: text, isStale: isStale, isUnauthorized: false)
  }
}
