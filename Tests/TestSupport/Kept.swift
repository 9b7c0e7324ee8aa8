import Synchronization

/// Values that have to live as long as a test.
public final class Kept<Value: Sendable>: Sendable {
  private let values = Mutex<[Value]>([])

  /// Makes an empty keep.
  public init() {}

  /// Keeps a value, and gives it back.
  public func keep(_ value: Value) -> Value {
    values.withLock { $0.append(value) }
    return value
  }

  /// Everything that is kept.
  public var all: [Value] { values.withLock { $0 } }
}
