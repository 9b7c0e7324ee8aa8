import ArgumentParser

/// Prints a shell's completion script.
struct Completion: DirectCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: "Print the completion script of a shell.",
    discussion: """
      bash: brokkr-release completion bash > ~/.local/share/bash-completion/completions/brokkr-release
      zsh: brokkr-release completion zsh > a folder of $fpath, as _brokkr-release
      fish: brokkr-release completion fish > ~/.config/fish/completions/brokkr-release.fish
      """)

  /// The shells that there is a script for.
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    fileprivate var completionShell: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  @Argument(help: "The shell.")
  var shell: Shell

  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) throws -> Answer {
    let script = Self.script(for: shell)
    return Answer(StyledText(script), json: ["shell": .string(shell.rawValue), "script": .string(script)])
  }

  /// The script, without the line break at its end.
  static func script(for shell: Shell) -> String {
    let script = BrokkrReleaseTool.completionScript(for: shell.completionShell)
    let text = script.last?.isNewline == true ? String(script.dropLast()) : script
    return shell == .bash ? readingOptionsFirst(text) : text
  }

  /// The options that every command takes may stand before its name: what follows one of these is its value there, and no
  /// command.
  private static func readingOptionsFirst(_ script: String) -> String {
    let name = "local -a non_repeating_options="
    guard let place = script.firstRange(of: "\(name)()") else { return script }
    return "\(script[..<place.lowerBound])\(name)(-C --repo -c --config --color)\(script[place.upperBound...])"
  }
}
