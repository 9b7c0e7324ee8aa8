import EngineTesting
import ReleaseEngine
import Synchronization

/// What comes of `body` where its task is cancelled in the n-th write of its process.
func interrupted(
  in world: World, at number: Int, _ body: @escaping @Sendable (Publisher) async throws -> Record
) async -> Result<Record, any Error> {
  let task = Mutex<Task<Record, any Error>?>(nil)
  let client = ShelfClient(
    "alice", on: world.shelf, beforeWrite: { if $0 == number { task.withLock { $0?.cancel() } } })
  let gate = Gate()
  let work = Task {
    await gate.wait()
    return try await body(world.publisher(client))
  }
  task.withLock { $0 = work }
  await gate.open()
  return await work.result
}

/// Lets a task begin when everything is ready for it.
private actor Gate {
  private var isOpen = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func wait() async {
    if isOpen { return }
    await withCheckedContinuation { waiting.append($0) }
  }

  func open() {
    isOpen = true
    for continuation in waiting { continuation.resume() }
    waiting = []
  }
}
