import ArgumentParser

/// A command of this program: parsed from the arguments, it returns an answer and prints nothing itself.
protocol Command: ParsableCommand {
  /// The options that every command takes; an `@OptionGroup`.
  var common: CommonOptions { get }
}

/// A command that reads at most this repository: it starts no threads, so that it can stand in prompts and hooks.
protocol DirectCommand: Command {
  /// Does it.
  func execute(_ output: Output) throws -> Answer
}

/// A command that speaks to registries, remotes or other programs.
///
/// Interrupted once, its task is cancelled; what it holds is put in order before it ends.
protocol ReleaseCommand: Command, Sendable {
  /// Does it.
  func execute(_ output: Output) async throws -> Answer
}
