import ArgumentParser
import FoundationEssentials
import Testing

@testable import BrokkrRelease

@Suite struct CommandsTests {
  /// The paths of names that lead to commands which can be run.
  static let leaves: [[String]] = Commands.groups.flatMap(\.subcommands).flatMap { leaves(of: $0, below: []) }

  private static func leaves(of command: any ParsableCommand.Type, below path: [String]) -> [[String]] {
    let path = path + [command._commandName]
    let subcommands = command.configuration.subcommands
    return subcommands.isEmpty ? [path] : subcommands.flatMap { leaves(of: $0, below: path) }
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test("the list of commands and the folder of commands name the same")
  func listIsFolder() throws {
    func types(_ command: any ParsableCommand.Type) -> [String] {
      ["\(command)"] + command.configuration.subcommands.flatMap(types)
    }
    let listed = Commands.groups.flatMap(\.subcommands).flatMap(types)
    let folder = Self.root.appending(path: "Sources/BrokkrRelease/Commands").path(percentEncoded: false)
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
    let names = files.compactMap { $0.split(separator: "/").last.map { String($0.dropLast(6)) } }
    #expect(listed.sorted() == names.filter { !$0.contains("+") }.sorted())
  }

  @Test("every command that can be run is one of ours, so that it prints nothing by itself")
  func kinds() {
    func check(_ command: any ParsableCommand.Type) {
      let subcommands = command.configuration.subcommands
      subcommands.forEach(check)
      guard subcommands.isEmpty else { return }
      #expect(command is any DirectCommand.Type || command is any ReleaseCommand.Type, "\(command)")
      #expect(!command.configuration.abstract.isEmpty, "\(command)")
      // To make a name of the type's costs a third of what a whole `next` costs.
      #expect(command.configuration.commandName != nil, "\(command)")
    }
    Commands.groups.flatMap(\.subcommands).forEach(check)
  }

  @Test("the program's help names every command")
  func help() async throws {
    let help = try await CapturedRun(["--help"]).output
    for leaf in Self.leaves { #expect(help.contains("\n  \(leaf[0]) "), "\(leaf)") }
  }
}
