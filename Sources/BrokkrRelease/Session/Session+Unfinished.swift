import Planning
import Publishing
import Refusals
import ReleaseEngine

extension Session {
  /// The tag of the release that `approve` or `reject` is for.
  func waiting(_ version: String?, to verb: String) async throws -> String {
    if let version { return try await tag(of: version, component: nil) }
    let records = try await workspace.ledger.load().state.records
    return try Self.only(
      records.values.filter { $0.state == .awaitingApproval }, "waits for an approval", "wait for an approval",
      to: verb)
  }

  /// The tag of the release that `resume` or `abort` is for.
  func unfinished(_ version: String?, to verb: String) async throws -> String {
    let records = try await workspace.ledger.load().state.records
    guard let version else {
      return try Self.only(
        records.values.filter { $0.state.isHalfWritten || $0.state.isBeforePublishing }, "is unfinished",
        "are unfinished", to: verb)
    }
    let tag = try await tag(of: version, component: nil)
    guard records[tag] != nil else {
      throw Refusal(
        .nothingInFlight, what: "There is nothing to \(verb): \(tag) is not recorded.",
        remedy: "`brokkr-release status` shows what is in flight.")
    }
    return tag
  }

  /// Ends a release that waits, with what it has handed over and staged.
  func reject(_ tag: String, _ said: String) async throws -> Record {
    let publisher = try workspace.publisher(progress: progress)
    let record = try await publisher.drop(tag, as: .rejected, saying: "rejected by \(publisher.holder.actor): \(said)")
    workspace.forgetHandOver(of: record)
    if let note = await workspace.discardDraft(of: record) { output.note(note) }
    return record
  }

  /// The tag of the only one among `open`; `state` says what one of them is in, `states` what several are in.
  private static func only(
    _ open: [Record], _ state: String, _ states: String, to verb: String
  ) throws -> String {
    let tags = open.map(\.tag).sorted()
    guard let first = tags.first else {
      throw Refusal(
        .nothingInFlight, what: "There is nothing to \(verb): no release \(state).",
        remedy: "`brokkr-release history` lists the releases.")
    }
    guard tags.count == 1 else {
      throw Refusal(
        .ambiguous, what: "Several releases \(states).", why: tags.joined(separator: ", "),
        remedy: "Say which: brokkr-release \(verb) \(first)")
    }
    return first
  }
}
