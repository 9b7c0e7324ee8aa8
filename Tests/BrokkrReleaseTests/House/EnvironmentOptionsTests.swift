import ArgumentParser
import Refusals
import Testing

@testable import BrokkrRelease

@Suite struct EnvironmentOptionsTests {
  private func arguments(_ line: String, _ variables: [String: String]) throws -> [String] {
    let order = ArgumentOrder(line.split(separator: " ").map(String.init), below: BrokkrReleaseTool.self)
    let named = Dictionary(uniqueKeysWithValues: variables.map { ("BROKKR_RELEASE_\($0.key)", $0.value) })
    return try EnvironmentOptions.arguments(for: order, Environment(named))
  }

  @Test(
    "a variable sets the option of its name, where the command has one",
    arguments: [
      ("next", ["BUMP": "minor"], ["--bump=minor"]),
      ("next", ["PRE": "rc", "EXPLAIN": "1"], ["--pre=rc", "--explain"]),
      ("next", ["FETCH": "no", "ALL": "true"], ["--all"]), ("next", ["COMPONENT": "agent"], ["--component=agent"]),
      ("cut", ["DRY_RUN": "yes", "OUTPUT": "out"], ["--output=out", "--dry-run"]),
      ("plan", ["INPUT": "a", "PRE": "rc"], ["--input=a"]),
      ("changelog", ["COMPONENT": "agent"], ["--component=agent"]),
      ("verify", ["DEEP": "on", "BUMP": "minor"], ["--deep"]), ("status", ["TAG": "v{version}"], []),
      ("next", ["JSON": "1", "REPO": "x", "TAG": "x{version}"], []), ("", ["BUMP": "minor"], []),
      ("next", ["BUMP": ""], []),
    ] as [(String, [String: String], [String])])
  func variables(line: String, variables: [String: String], expected: [String]) throws {
    #expect(try arguments(line, variables) == expected)
  }

  @Test(
    "what is typed wins, and silences what it excludes",
    arguments: [
      ("next --bump major", ["BUMP": "minor"]), ("next --bump=major", ["BUMP": "minor"]),
      ("next --all", ["COMPONENT": "agent"]), ("next --component x", ["ALL": "1"]),
      ("plan --input a", ["INPUT": "b"]),
    ] as [(String, [String: String])])
  func typed(line: String, variables: [String: String]) throws { #expect(try arguments(line, variables).isEmpty) }

  @Test(
    "a value that makes no sense is refused by the variable's name", arguments: [("BUMP", "huge"), ("EXPLAIN", "?")])
  func nonsense(name: String, value: String) throws {
    let refusal = try #require(throws: Refusal.self) { try arguments("next", [name: value]) }
    #expect(refusal.code == .usage)
    #expect(refusal.what.contains("BROKKR_RELEASE_\(name)"))
  }

  @Test("a whole run goes by the variables")
  func run() async throws {
    let clone = try await ScratchClone("environment-options")
    try await clone.commit("feat: one")
    try await clone.git("tag", "v1.0.0")
    try await clone.commit("fix: two")
    let variables = ["BROKKR_RELEASE_BUMP": "minor", "BROKKR_RELEASE_PRE": "beta"]
    #expect(
      try await CapturedRun(["-C", clone.path, "next"], environment: variables).output == "v1.1.0-beta.1\n")
    #expect(
      try await CapturedRun(["-C", clone.path, "next", "--pre", "rc"], environment: variables).output
        == "v1.1.0-rc.1\n")
  }
}
