import Dispatch
import Refusals
import Synchronization

/// Runs a command that was parsed, from the synchronous main function.
enum CommandRunner {
  /// The answer of a command, or its error.
  static func run(_ command: any Command, _ output: Output) -> Result<Answer, any Error> {
    switch command {
    case let direct as any DirectCommand: Result { try direct.execute(output) }
    case let release as any ReleaseCommand: Result { try wait(output) { try await release.execute(output) } }
    default: .failure(CancellationError())
    }
  }

  /// Runs a body as a task, which the first signal cancels, and waits for it.
  static func wait<Value: Sendable>(
    _ output: Output, for body: @escaping @Sendable () async throws -> Value
  ) throws -> Value {
    let run = Run<Value>()
    let watch = Interruption.watch {
      output.progress("Interrupted: it stops after what is under way; Ctrl-C once more stops it at once.")
      run.cancel()
    }
    run.begin(body)
    run.ended.wait()
    withExtendedLifetime(watch) {}
    do {
      return try run.outcome.withLock { try $0.get() }
    } catch {
      throw run.isCancelled ? interrupted(error) : error
    }
  }

  /// What came of an interruption: a program that was stopped as well may have failed, but that is not the reason.
  private static func interrupted(_ error: any Error) -> any Error {
    let reported = ReportedError(error)
    guard reported.status != .interrupted else { return error }
    return RefusalList([Refusal(.interrupted, what: "The command was interrupted.")] + reported.refusals)
  }

  /// A task and its end, shared by its threads, the main one, and the one that is told of signals.
  private final class Run<Value: Sendable>: Sendable {
    let ended = DispatchSemaphore(value: 0)
    let outcome = Mutex<Result<Value, any Error>>(.failure(CancellationError()))
    private let state = Mutex<(task: Task<Void, Never>?, isCancelled: Bool)>((nil, false))

    func begin(_ body: @escaping @Sendable () async throws -> Value) {
      let task = Task.detached {
        let result: Result<Value, any Error>
        do {
          result = .success(try await body())
        } catch {
          result = .failure(error)
        }
        self.outcome.withLock { $0 = result }
        self.ended.signal()
      }
      let isCancelled = state.withLock { state in
        state.task = task
        return state.isCancelled
      }
      if isCancelled { task.cancel() }
    }

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func cancel() {
      let task = state.withLock { state in
        state.isCancelled = true
        return state.task
      }
      task?.cancel()
    }
  }
}
