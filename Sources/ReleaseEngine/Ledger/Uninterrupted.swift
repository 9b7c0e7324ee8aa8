/// Work that is not broken off half-way: a write, and the reading that tells what came of it.
enum Uninterrupted {
  /// Runs `body` to its end, even when the task that waits for it is cancelled meanwhile.
  ///
  /// - Throws: `CancellationError` where the task was cancelled before; then nothing has begun.
  static func run<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
    try Task.checkCancellation()
    return try await Task { try await body() }.value
  }
}
