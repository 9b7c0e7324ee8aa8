import ArgumentParser
import Testing

@testable import BrokkrRelease

@Suite struct CompletionLineTests {
  @Test("what is answered without the parser is what the parser answers, for every command and option that asks")
  func same() async throws {
    let clone = try await ScratchClone("completion-line")
    try await clone.commit("feat: one")
    for tag in ["v1.9.0", "v1.10.0", "other"] { try await clone.git("tag", tag) }
    #expect(
      CompletionLine.places.keys.sorted() == ["abort", "publish", "resume", "rollback", "show", "verify"])
    for (command, places) in CompletionLine.places {
      for place in places {
        for (word, cursor, count) in [("", 0, 2), ("v1.1", 4, 1), ("v1.1", 2, 2), ("x", 1, 0)] {
          let arguments = [
            "---completion", command, "--", place, "4", "\(cursor)", "brokkr-release", "-C", clone.path, command, word,
          ]
          let line = try #require(CompletionLine(arguments))
          let answer = line.answer(shell: nil)
          #expect((answer?.split(separator: "\n").count ?? 0) == count, "\(command) \(place) \(word)")
          let parser = #expect(throws: (any Error).self) { try BrokkrReleaseTool.parseAsRoot(arguments) }
          // The parser remembers which shell was the last to be asked for, also by other tests.
          let said = parser.map { BrokkrReleaseTool.message(for: $0) }
          #expect(said == answer ?? "" || said == line.answer(shell: "zsh"), "\(command) \(place)")
          #expect(try await CapturedRun(arguments).output == (answer.map { "\($0)\n" } ?? ""))
        }
      }
    }
  }

  @Test("a word is completed also where others follow it")
  func followed() async throws {
    let clone = try await ScratchClone("completion-followed")
    try await clone.commit("feat: one")
    for tag in ["v1.9.0", "v1.10.0"] { try await clone.git("tag", tag) }
    let words = ["brokkr-release", "show", "v1.1", "-C", clone.path]
    let line = CompletionLine(["---completion", "show", "--", "positional@0", "2", "4"] + words)
    #expect(line?.answer(shell: nil) == "v1.10.0")
  }

  @Test("zsh is given the word that its script takes away again")
  func zsh() async throws {
    let clone = try await ScratchClone("completion-zsh")
    let arguments = [
      "---completion", "show", "--", "positional@0", "4", "0", "brokkr-release", "-C", clone.path, "show", "",
    ]
    #expect(try await CapturedRun(arguments, environment: ["SAP_SHELL": "zsh"]).output == " \n")
  }

  @Test(
    "everything else is the parser's",
    arguments: [
      "", "---completion", "---completion show -- positional@1 1 0 x", "---completion next -- positional@0 1 0 x",
      "---completion show -- positional@0 one 0 x", "---completion show -- positional@0 1 2", "show v1 -- a b c d",
      "---completion rollback -- --keep 1 0 x",
    ])
  func others(line: String) { #expect(CompletionLine(line.split(separator: " ").map(String.init)) == nil) }
}
