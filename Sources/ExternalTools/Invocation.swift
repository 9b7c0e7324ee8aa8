import Refusals

/// Another program's command line as data: one argument one element, secrets by standard input or environment.
public struct Invocation: Sendable {
  /// The program: a name to look up on PATH, or a path.
  public var program: String
  /// Its arguments.
  public var arguments: [String]
  /// The folder it runs in; nil for this process's own.
  public var directory: String?
  /// Variables beside the allow-listed ones; PATH among them decides where the program is looked up.
  public var environment: [String: String]
  /// Further variables of this process that the program gets.
  public var inheriting: [String]
  /// Variables that it does not get although they are allow-listed.
  public var withholding: Set<String> = []
  /// What it reads.
  public var input: [UInt8]
  /// How long it may run; nil for as long as it takes.
  public var deadline: Duration?
  /// How many bytes of each stream are kept; what comes after is read and dropped.
  public var outputLimit: Int
  /// Values that no text of the outcome may show, beside those of variables that are named like secrets.
  public var secrets: [String] = []

  /// Makes an invocation; nothing is started.
  public init(
    _ program: String, _ arguments: [String], in directory: String? = nil, environment: [String: String] = [:],
    inheriting: [String] = [], input: [UInt8] = [], deadline: Duration? = nil, outputLimit: Int = 64 << 20
  ) {
    self.program = program
    self.arguments = arguments
    self.directory = directory
    self.environment = environment
    self.inheriting = inheriting
    self.input = input
    self.deadline = deadline
    self.outputLimit = outputLimit
  }

  /// Runs the program to its end; an exit status other than zero is no error.
  ///
  /// The program has a session of its own: Ctrl-C does not reach it, and it asks nothing on the terminal. When the task
  /// is cancelled or the deadline passes, it and everything that it started get SIGTERM and two seconds.
  ///
  /// - Parameter onErrorLine: is given each line of its standard error as it comes, without secrets.
  /// - Returns: the status and the output.
  /// - Throws: a `Refusal` when the program is missing or takes longer than the deadline; `CancellationError`.
  public func run(onErrorLine: (@Sendable (String) -> Void)? = nil) async throws -> ToolOutcome {
    let running = try prepared(onErrorLine)
    guard let deadline else { return try await running.outcome() }
    return try await withThrowingTaskGroup(of: ToolOutcome?.self) { group in
      group.addTask { try await running.outcome() }
      group.addTask {
        try await Task.sleep(for: deadline)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let outcome = first else {
        throw Refusal(
          .toolFailed, what: "`\(program)` was stopped: it took longer than \(deadline).",
          remedy: "Run it by hand and see what it waits for.")
      }
      return outcome
    }
  }

  private func prepared(_ onErrorLine: (@Sendable (String) -> Void)?) throws -> RunningProgram {
    let variables = ToolEnvironment.base(inheriting: inheriting).filter { !withholding.contains($0.key) }
      .merging(environment) { _, own in own }
    let path = variables["PATH"].map { Programs.locate(program, on: $0) } ?? Programs.locate(program)
    guard let path else {
      throw Refusal(
        .toolMissing, what: "`\(program)` was not run: it is not on PATH.",
        remedy: "Install \(program), or put it on PATH.")
    }
    if let directory, !Programs.isFolder(directory) {
      throw Refusal(.toolFailed, what: "`\(program)` was not run: the folder \(directory) is not there.")
    }
    // The system would cut the text there, and the program be told something else than was meant.
    guard !(arguments + variables.values).contains(where: { $0.utf8.contains(0) }) else {
      throw Refusal(.toolFailed, what: "`\(program)` was not run: an argument holds a NUL character.")
    }
    return RunningProgram(
      invocation: self, path: path, variables: variables,
      redaction: Redaction(environment: environment, secrets: secrets), onErrorLine: onErrorLine)
  }
}
