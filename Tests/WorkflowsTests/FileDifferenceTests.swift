import ExternalTools
import TestSupport
import Testing

@testable import Workflows

@Suite struct FileDifferenceTests {
  @Test("equal texts have none")
  func equal() { #expect(FileDifference.lines(from: "a\nb\n", to: "a\nb\n", path: "x").isEmpty) }

  @Test("the lines are those that `patch` makes one text of the other with", arguments: 0..<40)
  func applies(seed: Int) async throws {
    var random = SplitMix(seed: UInt64(seed))
    func text() -> String {
      (0..<Int.random(in: 0...30, using: &random)).map { _ in "\(Int.random(in: 0...9, using: &random))\n" }.joined()
    }
    let (old, new) = (text(), text())
    let scratch = try ScratchDirectory("difference")
    let file = try scratch.write(old, to: "file")
    let lines = FileDifference.lines(from: old, to: new, path: "file")
    guard !lines.isEmpty else { return #expect(old == new) }
    let outcome = try await Invocation(
      "git", ["apply", "--unidiff-zero", "-p0", "--directory", "", "-"], in: scratch.path,
      input: Array((["--- file", "+++ file"] + lines.dropFirst(2)).map { $0 + "\n" }.joined().utf8)
    ).run()
    #expect(outcome.succeeded, "\(outcome.errorText)")
    let made = try await Invocation("cat", [file]).run().text
    #expect(made == new)
  }
}
