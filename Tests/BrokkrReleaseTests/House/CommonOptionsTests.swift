import ArgumentParser
import Testing

@testable import BrokkrRelease

@Suite struct CommonOptionsTests {
  @Test(
    "an option is counted with its value exactly where the parser takes it so",
    arguments: [
      (["--json", "next"], 1), (["-q"], 1), (["--quiet"], 1), (["-v"], 1), (["--verbose"], 1), (["--debug"], 1),
      (["--no-input"], 1), (["--yes"], 1), (["-C", "/x"], 2), (["--repo", "/x"], 2), (["-c", "-"], 2),
      (["--config", "f"], 2), (["--color", "never"], 2), (["--repo=/x"], 1), (["--config=-"], 1),
      (["--color=always"], 1), (["-C/x"], 1), (["-cf"], 1), (["-qv"], 1),
    ]
  )
  func count(arguments: [String], expected: Int) throws {
    #expect(CommonOptions.count(leading: arguments) == expected)
    _ = try CommonOptions.parse(Array(arguments.prefix(expected)))
  }

  @Test(
    "anything else is not counted",
    arguments: [[], ["next"], ["--help"], ["--version"], ["-h"], ["--pre", "rc"], ["--jsonx"], ["-qx"], ["-"], ["--"]])
  func notCounted(arguments: [String]) {
    #expect(CommonOptions.count(leading: arguments) == 0)
  }

  @Test("every option of the group is known to the order of arguments")
  func complete() throws {
    let help = CommonOptions.helpMessage(columns: 300)
    let spellings = help.split { $0.isWhitespace || $0 == "," }.filter { $0.hasPrefix("-") && $0 != "-" }
    let own = spellings.filter { !["-h", "--help"].contains($0) }.map(String.init)
    #expect(own.contains("--json"))
    for spelling in own { #expect(CommonOptions.count(leading: [spelling, "auto"]) > 0, "\(spelling)") }
  }

  @Test("the options are found wherever they stand, but not behind the terminator")
  func found() throws {
    let options = try #require(CommonOptions.found(in: ["cut", "--pre", "rc", "-C", "/x", "--", "--json"]))
    #expect(options.repo == "/x")
    #expect(!options.json)
    #expect(CommonOptions.found(in: ["--color", "pink"]) == nil)
  }
}
