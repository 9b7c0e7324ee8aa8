import ArgumentParser
import Testing

@testable import BrokkrRelease

@Suite struct QuickLineTests {
  @Test(
    "what is read without the parser is what the parser reads",
    arguments: [
      "next", "next --json", "--json next", "-q next -v", "next --pre rc --bump minor --explain", "next --all --fetch",
      "-C x next --component agent -c y", "next --repo x --config y --debug --no-input --yes",
      "next --pre rc --pre beta", "-v --verbose next --quiet", "next --bump auto -C x -C z",
    ])
  func same(line: String) throws {
    let arguments = line.split(separator: " ").map(String.init)
    let quick = try #require(QuickLine(arguments))
    let order = ArgumentOrder(arguments, below: BrokkrReleaseTool.self)
    let parsed = try #require(try BrokkrReleaseTool.parseAsRoot(order.arguments) as? Next)
    #expect(quick.request == parsed.request)
    #expect(quick.typed == parsed.common.values)
  }

  @Test(
    "everything else is left to the parser",
    arguments: [
      "", "next next", "next --help", "--version next", "next --version", "nxt", "cut", "next --pre",
      "next --pre gamma",
      "next --bump=minor", "next -qv", "next -Cx", "next -c -", "next --color always", "next more", "next --", "--json",
      "next --component", "next --no", "--explain next", "---completion next --",
    ])
  func others(line: String) { #expect(QuickLine(line.split(separator: " ").map(String.init)) == nil) }

  @Test("the version is what the parser prints")
  func version() async throws {
    let quick = try await CapturedRun(["--version"])
    let parsed = try await CapturedRun(["next", "--version"])
    #expect(quick.output == parsed.output)
    #expect(quick.status == .done)
  }

  @Test(
    "what a variable says of an option of `next` is left to the parser",
    arguments: [("PRE", "v0.1.0-rc.1\n"), ("BUMP", "v1.0.0\n"), ("EXPLAIN", "v0.1.0\n"), ("ALL", "v0.1.0\n")])
  func variables(name: String, expected: String) async throws {
    let clone = try await ScratchClone("quick-variables")
    try await clone.commit("feat: one")
    let value = ["PRE": "rc", "BUMP": "major"][name] ?? "1"
    let run = try await CapturedRun(["-C", clone.path, "next"], environment: ["BROKKR_RELEASE_\(name)": value])
    #expect(run.output == expected, "\(run.messages)")
    #expect(run.messages.contains("no release of all is live") == (name == "EXPLAIN"))
  }

  @Test("a variable that makes no sense is told as always")
  func environment() async throws {
    let run = try await CapturedRun(["next"], environment: ["BROKKR_RELEASE_QUIET": "perhaps"])
    #expect(run.status == .usage)
    #expect(run.messages.contains("BROKKR_RELEASE_QUIET"))
  }
}
