import Synchronization
import TestSupport

/// One process that works on a shelf, with what goes wrong for it.
public final class ShelfClient: Sendable {
  /// Called around a write with its number; a test lets others act here.
  public typealias Hook = @Sendable (_ number: Int) async -> Void

  /// The world.
  public let shelf: Shelf
  /// Its name in the journal.
  public let name: String
  private let fault: Fault?
  private let beforeWrite: Hook?
  private let afterWrite: Hook?
  private let state = Mutex((writes: 0, isDead: false))
  private let dice: Mutex<SplitMix>

  /// Makes a client.
  ///
  /// - Parameters:
  ///   - name: its name in the journal.
  ///   - shelf: the world.
  ///   - fault: what goes wrong; nil for nothing.
  ///   - beforeWrite: called before each write.
  ///   - afterWrite: called after each write that was made, before its answer.
  public init(
    _ name: String, on shelf: Shelf, fault: Fault? = nil, beforeWrite: Hook? = nil, afterWrite: Hook? = nil
  ) {
    self.name = name
    self.shelf = shelf
    self.fault = fault
    self.beforeWrite = beforeWrite
    self.afterWrite = afterWrite
    dice = if case .random(let seed, _) = fault { Mutex(SplitMix(seed: seed)) } else { Mutex(SplitMix(seed: 0)) }
  }

  /// How many writes it tried.
  public var writes: Int { state.withLock { $0.writes } }

  /// Whether the process has ended.
  public var isDead: Bool { state.withLock { $0.isDead } }

  func live() throws {
    if isDead { throw ShelfFailure.died }
  }

  /// Whether chance has it that something goes wrong now, and which of `kinds` things.
  private func mishap(of kinds: Int) -> Int? {
    guard case .random(_, let percent) = fault else { return nil }
    return dice.withLock { dice in
      guard Int.random(in: 0..<100, using: &dice) < percent else { return nil }
      return Int.random(in: 0..<kinds, using: &dice)
    }
  }

  private func die() -> ShelfFailure {
    state.withLock { $0.isDead = true }
    return .died
  }

  func read(_ slots: [String]) async throws -> [String: String] {
    try live()
    // What is cancelled breaks off its requests, as a program does that was started for them.
    try Task.checkCancellation()
    if mishap(of: 1) != nil { throw ShelfFailure.noAnswer }
    let found = await shelf.read(slots)
    try live()
    return found
  }

  /// Writes in one go; where the task is cancelled meanwhile, nobody learns what came of it.
  func write(_ changes: [(slot: String, before: String?, after: String?)], compares: Bool) async throws {
    try Task.checkCancellation()
    let number = try state.withLock { state in
      if state.isDead { throw ShelfFailure.died }
      state.writes += 1
      if fault == .diesBefore(state.writes) {
        state.isDead = true
        throw ShelfFailure.died
      }
      return state.writes
    }
    await beforeWrite?(number)
    let mishap = mishap(of: 4)
    if fault == .fails(number) || mishap == 0 { throw ShelfFailure.noAnswer }
    if mishap == 1 { throw die() }
    try live()
    try await shelf.write(changes, by: name, compares: compares)
    await afterWrite?(number)
    if fault == .diesAfter(number) || mishap == 2 { throw die() }
    if fault == .losesAnswer(number) || mishap == 3 { throw ShelfFailure.noAnswer }
    try Task.checkCancellation()
  }
}
