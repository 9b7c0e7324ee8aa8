import Testing

@testable import BrokkrRelease

@Suite struct EntryPointTests {
  @Test(
    "the version and help are answers",
    arguments: [
      ["--version"], ["next", "--version"], ["--help"], ["-h"], ["help"], ["help", "next"], ["next", "--help"],
    ])
  func answers(arguments: [String]) async throws {
    let run = try await CapturedRun(arguments)
    #expect(run.status == .done)
    #expect(!run.output.isEmpty)
    #expect(run.messages.isEmpty)
    let json = try await CapturedRun(["--json"] + arguments)
    #expect(json.status == .done)
    #expect(json.json?["schema_version"] == 1)
    #expect(json.json?["text"]?.text.map { $0 + "\n" } == run.output)
  }

  @Test("the version is one line")
  func version() async throws {
    #expect(try await CapturedRun(["--version"]).output == "brokkr-release \(ToolVersion.text)\n")
  }

  @Test(
    "bad usage is 2, told as text or as one object",
    arguments: [
      ([], "without a command"), (["nxt"], "no command `nxt`"), (["next", "--bogus"], "Unknown option '--bogus'"),
      (["next", "more"], "more"), (["completion"], "<shell>"), (["completion", "tcsh"], "tcsh"),
      (["next", "--color", "pink"], "pink"), (["--color", "pink", "next"], "pink"), (["next", "-C"], "-C"),
    ]
  )
  func usage(arguments: [String], says: String) async throws {
    let run = try await CapturedRun(arguments)
    #expect(run.status == .usage)
    #expect(run.output.isEmpty)
    #expect(run.messages.hasPrefix("error: ") && run.messages.contains(says))
    let json = try await CapturedRun(["--json"] + arguments)
    #expect(json.status == .usage)
    #expect(json.json?["error"]?["code"] == "usage")
    #expect(json.json?["error"]?["exit"] == 2)
    #expect(json.json?["error"]?["message"]?.text?.contains(says) == true)
    #expect(json.messages.isEmpty)
  }

  @Test("a slip in a command's name is answered with the right one")
  func nearest() async throws {
    #expect(try await CapturedRun(["nxt"]).messages.contains("Did you mean `brokkr-release next`?"))
    #expect(try await !CapturedRun(["elephant"]).messages.contains("Did you mean"))
  }

  @Test("an argument cannot command the terminal that shows the error")
  func hostile() async throws {
    let run = try await CapturedRun(["\u{1B}[2J"])
    #expect(run.status == .usage)
    #expect(!run.messages.contains("\u{1B}"))
  }

  @Test("every command explains itself", arguments: CommandsTests.leaves)
  func help(path: [String]) async throws {
    let run = try await CapturedRun(path + ["--help"])
    #expect(run.status == .done)
    #expect(run.output.contains("OVERVIEW: "))
    #expect(run.output.contains("--json"))
  }
}
