import Refusals
import Subprocess
import Synchronization

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program that is about to run: its path is known, and what it is given has been looked at.
struct RunningProgram: Sendable {
  let invocation: Invocation
  let path: String
  let variables: [String: String]
  let redaction: Redaction
  let onErrorLine: (@Sendable (String) -> Void)?

  /// A program that reads nothing would otherwise end this process; one that has its own handler keeps it.
  private static let ignoresBrokenPipes: Void = {
    if let own = signal(SIGPIPE, SIG_IGN) { signal(SIGPIPE, own) }
  }()

  /// Runs it to its end.
  func outcome() async throws -> ToolOutcome {
    Self.ignoresBrokenPipes
    let group = Mutex<pid_t?>(nil)
    do {
      let outcome = try await run { id in group.withLock { $0 = id } }
      try Task.checkCancellation()
      return outcome
    } catch {
      // What it started may have outlived it.
      if Task.isCancelled, let id = group.withLock({ $0 }) { kill(-id, SIGKILL) }
      guard let error = error as? SubprocessError else { throw error }
      try Task.checkCancellation()
      throw Refusal(.toolFailed, what: "`\(invocation.program)` was not run.", why: redaction("\(error)"))
    }
  }

  private func run(_ started: (pid_t) -> Void) async throws -> ToolOutcome {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(2))]
    let keyed = Dictionary(
      variables.compactMap { name, value in Environment.Key(rawValue: name).map { ($0, value) } },
      uniquingKeysWith: { first, _ in first })
    let result = try await Subprocess.run(
      .path(FilePath(path)), arguments: Arguments(invocation.arguments), environment: .custom(keyed),
      workingDirectory: invocation.directory.map { FilePath($0) }, platformOptions: options, input: .inputWriter,
      output: .sequence, error: .sequence
    ) { execution in
      started(execution.processIdentifier.value)
      // Not a child of this task: a program that is told to stop may have to say so first, and a pipe that was closed
      // with this task would kill it in the middle of putting its things in order.
      let exchange = Task {
        try await withThrowingTaskGroup(of: Piece.self) { group in
          group.addTask { .output(try await collect(execution.standardOutput, onLine: nil)) }
          group.addTask { .errors(try await collect(execution.standardError, onLine: onErrorLine)) }
          group.addTask {
            // A program may end without reading all of it; its status says whether that was wrong.
            _ = try? await execution.standardInputWriter.write(invocation.input)
            try? await execution.standardInputWriter.finish()
            return .input
          }
          var streams: (output: [UInt8], errors: [UInt8]) = ([], [])
          for try await piece in group {
            switch piece {
            case .output(let bytes): streams.output = bytes
            case .errors(let bytes): streams.errors = bytes
            case .input: break
            }
          }
          return streams
        }
      }
      return try await exchange.value
    }
    let status: Int32
    switch result.terminationStatus {
    case .exited(let code): status = code
    case .signaled(let signal): status = 128 + signal
    }
    return ToolOutcome(
      program: invocation.program, status: status, output: result.closureResult.output,
      errors: result.closureResult.errors, redaction: redaction)
  }

  private enum Piece {
    case output([UInt8])
    case errors([UInt8])
    case input
  }

  private func collect(
    _ stream: SubprocessOutputSequence, onLine: (@Sendable (String) -> Void)?
  ) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    var splitter = LineSplitter()
    for try await buffer in stream {
      let piece = buffer.withUnsafeBytes { [UInt8]($0) }
      bytes += piece.prefix(max(0, invocation.outputLimit - bytes.count))
      guard let onLine else { continue }
      for line in splitter.lines(of: piece) { onLine(redaction(line)) }
    }
    if let onLine, let rest = splitter.rest() { onLine(redaction(rest)) }
    return bytes
  }
}
