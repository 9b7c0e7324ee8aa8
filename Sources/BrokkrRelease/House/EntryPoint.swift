import ArgumentParser
import Refusals

/// Where the program begins and ends.
public enum EntryPoint {
  /// Runs the command that the process was started with, and ends the process.
  public static func main() -> Never {
    Interruption.survivePipesAndLimits()
    SystemCall.end(run(Array(CommandLine.arguments.dropFirst()), .process).rawValue)
  }

  /// Runs the command that the arguments ask for.
  static func run(
    _ arguments: [String], _ environment: Environment, results: ByteStream = .standardOutput,
    messages: ByteStream = .standardError
  ) -> ExitStatus {
    if let quick = QuickLine(arguments), let status = quick.run(environment, results: results, messages: messages) {
      return status
    }
    if let line = CompletionLine(arguments) {
      let answer = line.answer(shell: environment["SAP_SHELL"])
      // A shell that went away needs no answer.
      if let answer { try? results.write(Array("\(answer)\n".utf8)) }
      return .done
    }
    let order = ArgumentOrder(arguments, below: BrokkrReleaseTool.self)
    let name = order.path.joined(separator: " ")
    // Until a command is parsed, what it would have set can only be guessed; most commands never ask.
    var guessed: Output {
      Output(Settings(guessing: arguments, environment), environment, results: results, messages: messages)
    }
    do {
      try UsageErrors.check(order)
      let set = try EnvironmentOptions.arguments(for: order, environment)
      let parsed = try BrokkrReleaseTool.parseAsRoot(order.arguments(with: set))
      guard let command = parsed as? any Command else {
        var help = parsed
        try help.run()
        return .done
      }
      let settings = try Settings(command.common, environment)
      let output = Output(settings, environment, results: results, messages: messages)
      return output.finish(CommandRunner.run(command, output), of: name)
    } catch let refusal as Refusal {
      return guessed.finish(.failure(refusal), of: name)
    } catch {
      return guessed.finish(UsageErrors.explain(error, in: order), of: name)
    }
  }
}
