import Refusals
import Synchronization

/// The lock of one operation, looked at before a write where it was not seen for a while.
///
/// A process that was stopped in the middle, such as by a machine that slept, finds out that somebody has ended the lock
/// before it sends anything more. What it had sent already arrives all the same.
final class LockWatch: Sendable {
  private let publisher: Publisher
  private let tag: String
  private let id: String
  private let seen = Mutex(ContinuousClock.now)

  init(publisher: Publisher, tag: String, id: String) { (self.publisher, self.tag, self.id) = (publisher, tag, id) }

  /// Throws where the lock is not this operation's any more.
  @Sendable func look() async throws {
    guard seen.withLock({ $0.duration(to: .now) }) >= publisher.lockTrust else { return }
    _ = try owned(in: try await publisher.ledger.load().state)
    seen.withLock { $0 = .now }
  }

  /// The record, where the lock is still this operation's.
  func owned(in state: LedgerState) throws -> Record {
    guard state.lock?.id == id else {
      throw Refusal(
        .locked, what: "Writing \(tag) was stopped: its lock was taken away.", why: loss(in: state),
        remedy: "Look at `brokkr-release status` before going on.")
    }
    return try publisher.record(tag, in: state)
  }

  /// Who took the lock away, and by what.
  private func loss(in state: LedgerState) -> String {
    guard let record = state.records[tag] else { return "Its record is gone" }
    let unlocked = record.events.last { $0.what.hasPrefix("unlocked \(id)") }.map { event in
      "The lock was taken away: \(event.what)"
    }
    guard record.holder != publisher.holder else { return unlocked ?? "The record says \(record.state.rawValue)" }
    let act = Publisher.phrase(record.operation?.verb ?? .cut)
    let now = "\(record.holder) has gone on with it (\(act)), and its record says \(record.state.rawValue)"
    return [unlocked, now].compactMap(\.self).joined(separator: "\n")
  }
}
