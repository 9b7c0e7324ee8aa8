import Synchronization

/// The wish to stop after the write that is under way; unlike a cancelled task it breaks nothing off.
final class Interruption: Sendable {
  private let flag = Atomic(false)

  /// Asks to stop.
  func request() { flag.store(true, ordering: .relaxed) }

  /// Whether somebody asked to stop.
  var isRequested: Bool { flag.load(ordering: .relaxed) }
}
