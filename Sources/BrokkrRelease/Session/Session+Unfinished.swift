import Publishing
import Planning
import Refusals
import ReleaseEngine

extension Session {
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
