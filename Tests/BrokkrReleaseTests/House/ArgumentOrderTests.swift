import ArgumentParser
import Testing

@testable import BrokkrRelease

@Suite struct ArgumentOrderTests {
  struct Inner: ParsableCommand { static let configuration = CommandConfiguration(commandName: "write") }
  struct Group: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "workflows", subcommands: [Inner.self])
  }
  struct Leaf: ParsableCommand { static let configuration = CommandConfiguration(commandName: "next", aliases: ["n"]) }
  struct Root: ParsableCommand {
    static let configuration = CommandConfiguration(subcommands: [Leaf.self, Group.self])
  }

  @Test(
    "common options go behind the command's name, everything else stays in its order",
    arguments: [
      ("--json next", "next --json"),
      ("-C /x --quiet next --pre rc", "next -C /x --quiet --pre rc"),  // a value goes with its option
      ("-C next next", "next -C next"),  // a value that looks like a command
      ("--repo=/x -qv n --json", "n --repo=/x -qv --json"),  // joined values, joined flags, an alias
      ("-C/x -c- next", "next -C/x -c-"),  // short options with joined values
      ("--json workflows -q write --to d", "workflows write --json -q --to d"),  // below a group, between the names
      ("next --json", "next --json"),  // already where the parser wants them
      ("--json --help", "--help"),  // help has no options
      ("--json help next", "help next"),
      ("--bogus --json next", "--bogus --json next"),  // the parser explains the first option that it does not know
      ("---completion --json next", "---completion --json next"),  // asked by a completion script
    ]
  )
  func order(typed: String, expected: String) {
    #expect(ArgumentOrder(words(typed), below: Root.self).arguments == words(expected))
  }

  @Test(
    "a word where a command's name should stand is told, with what could stand there",
    arguments: [
      ("nxt --json", "nxt", ["next", "workflows"]), ("--json nxt", "nxt", ["next", "workflows"]),
      ("workflows chck", "chck", ["write"]),
      ("next other", nil, []),  // an argument of the command
      ("help", nil, ["next", "workflows"]), ("--help", nil, ["next", "workflows"]),
      ("workflows help", "help", ["write"]),  // only the program itself has `help`
    ] as [(String, String?, [String])]
  )
  func unknown(typed: String, word: String?, choices: [String]) {
    let order = ArgumentOrder(words(typed), below: Root.self)
    #expect(order.unknownCommand == word)
    #expect(order.choices == choices)
  }

  @Test(
    "a call without a command is told from one with",
    arguments: [("", true), ("--json -q", true), ("workflows", true), ("next", false), ("--help", false)])
  func without(typed: String, isWithout: Bool) {
    #expect(ArgumentOrder(words(typed), below: Root.self).isWithoutCommand == isWithout)
  }

  private func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
