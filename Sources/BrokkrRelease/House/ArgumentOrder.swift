import ArgumentParser

/// The arguments put in the order that the parser wants: the common options behind the command's name.
struct ArgumentOrder {
  /// The names of the command that was found, outermost first; empty where there is none.
  private(set) var path: [String] = []
  /// The common options that stood before the name.
  private(set) var moved: [String] = []
  /// Everything else.
  private(set) var rest: ArraySlice<String>
  /// The command; nil where there is none.
  private(set) var command: (any ParsableCommand.Type)?
  /// The commands below the one that was found; empty where it can be run.
  private(set) var choices: [String] = []

  /// Looks for the command among the subcommands of `root`.
  init(_ arguments: [String], below root: any ParsableCommand.Type) {
    rest = arguments[...]
    choices = Self.names(root.configuration.subcommands)
    // How completion scripts ask the program; nothing in it is an option.
    guard arguments.first != "---completion" else { return }
    var subcommands = root.configuration.subcommands
    while let first = rest.first, !subcommands.isEmpty {
      let count = CommonOptions.count(leading: rest)
      if count > 0 {
        moved += rest.prefix(count)
        rest = rest.dropFirst(count)
        continue
      }
      guard let child = subcommands.first(where: { Self.answers($0, to: first) }) else { return }
      path.append(first)
      command = child
      rest = rest.dropFirst()
      subcommands = child.configuration.subcommands
      choices = Self.names(subcommands)
    }
  }

  /// The arguments for the parser; common options without a command are left to none.
  var arguments: [String] { arguments(with: []) }

  /// The arguments for the parser, with options from elsewhere behind the command's name.
  func arguments(with options: [String]) -> [String] {
    choices.isEmpty ? path + moved + options + rest : path + rest
  }

  /// Nothing says what to do.
  var isWithoutCommand: Bool { !choices.isEmpty && rest.isEmpty }

  /// The word that stands where a command's name should, and is none.
  var unknownCommand: String? {
    guard !choices.isEmpty, let word = rest.first, !word.hasPrefix("-") else { return nil }
    return path.isEmpty && word == "help" ? nil : word
  }

  private static func answers(_ command: any ParsableCommand.Type, to name: String) -> Bool {
    command._commandName == name || command.configuration.aliases.contains(name)
  }

  private static func names(_ commands: [any ParsableCommand.Type]) -> [String] { commands.map { $0._commandName } }
}
