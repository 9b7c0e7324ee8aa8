import Publishing
import Planning
import Refusals
import ReleaseEngine

extension Session {
  /// The tag of the release that `approve` or `reject` is for.
  func waiting(_ version: String?, to verb: String) async throws -> String {
    if let version { return try await tag(of: version, component: nil) }
    let records = try await workspace.ledger.load().state.records
    let open = records.values.filter { $0.state == .awaitingApproval }.map(\.tag).sorted()
    guard let first = open.first else {
      throw Refusal(
        .nothingInFlight, what: "There is nothing to \(verb): no release waits for an approval.",
        remedy: "`brokkr-release status` shows what is in flight.")
    }
    guard open.count == 1 else {
      throw Refusal(
        .ambiguous, what: "Several releases wait for an approval.", why: open.joined(separator: ", "),
        remedy: "Say which: brokkr-release \(verb) \(first)")
    }
    return first
  }

  /// The tag of the release that `resume` or `abort` is for.
  func unfinished(_ version: String?, to verb: String) async throws -> String {
    let records = try await workspace.ledger.load().state.records
    if let version {
      let tag = try await tag(of: version, component: nil)
      guard records[tag] != nil else {
        throw Refusal(
          .nothingInFlight, what: "There is nothing to \(verb): \(tag) is not recorded.",
          remedy: "`brokkr-release status` shows what is in flight.")
      }
      return tag
    }
    let open = records.values.filter { $0.state.isHalfWritten || $0.state.isBeforePublishing }.map(\.tag).sorted()
    guard let first = open.first else {
      throw Refusal(
        .nothingInFlight, what: "There is nothing to \(verb): no release is unfinished.",
        remedy: "`brokkr-release history` lists the releases.")
    }
    guard open.count == 1 else {
      throw Refusal(
        .ambiguous, what: "Several releases are unfinished.", why: open.joined(separator: ", "),
        remedy: "Say which: brokkr-release \(verb) \(first)")
    }
    return first
  }
}
