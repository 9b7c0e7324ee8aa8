import Synchronization

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
  }

  /// How many writes it tried.
  public var writes: Int { state.withLock { $0.writes } }

  /// Whether the process has ended.
  public var isDead: Bool { state.withLock { $0.isDead } }

  func live() throws {
    if isDead { throw ShelfFailure.died }
  }

  func read(_ slots: [String]) async throws -> [String: String] {
    try live()
    let found = await shelf.read(slots)
    try live()
    return found
  }

  /// Writes in one go.
  func write(_ changes: [(slot: String, before: String?, after: String?)], compares: Bool) async throws {
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
    if fault == .fails(number) { throw ShelfFailure.noAnswer }
    try live()
    try await shelf.write(changes, by: name, compares: compares)
    await afterWrite?(number)
    if fault == .diesAfter(number) {
      state.withLock { $0.isDead = true }
      throw ShelfFailure.died
    }
    if fault == .losesAnswer(number) { throw ShelfFailure.noAnswer }
  }
}
