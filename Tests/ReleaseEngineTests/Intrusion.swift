import ReleaseEngine
import Synchronization

/// What somebody else does in the middle of a write, once, and what came of it.
final class Intrusion: Sendable {
  private let outcome = Mutex<Result<Record, any Error>?>(nil)

  var result: Result<Record, any Error>? { outcome.withLock { $0 } }

  func run(_ body: () async throws -> Record) async {
    do {
      let record = try await body()
      outcome.withLock { $0 = .success(record) }
    } catch {
      outcome.withLock { $0 = .failure(error) }
    }
  }
}
