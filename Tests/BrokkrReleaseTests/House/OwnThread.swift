import Dispatch

/// A thread beside those that tests share, for what blocks: the tests' own threads are as few as the processors.
enum OwnThread {
  static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "own thread").async { continuation.resume(with: Result { try body() }) }
    }
  }
}
