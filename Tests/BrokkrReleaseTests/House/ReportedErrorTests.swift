import ArgumentParser
import Refusals
import Testing

@testable import BrokkrRelease

@Suite struct ReportedErrorTests {
  private let tag = Refusal(.foreign, what: "v1.0.0 was not cut.", why: "It is foreign\nand old", remedy: "Look at it.")
  private let tree = Refusal(.dirtyTree, what: "The tree is not clean.")

  @Test("a refusal is told with its cause and what to do, further lines below the first")
  func text() {
    #expect(
      ReportedError(tag).text.plain == """
        error: v1.0.0 was not cut.
          why: It is foreign
               and old
          fix: Look at it.
        """)
    #expect(ReportedError(tree).text.plain == "error: The tree is not clean.")
    let trailing = Refusal(.failed, what: "No.", why: "git says\n\n")
    #expect(ReportedError(trailing).text.plain == "error: No.\n  why: git says")
  }

  @Test("one refusal is the contract's error object")
  func one() {
    let expected: JSONValue = [
      "error": [
        "code": "foreign-change", "message": "v1.0.0 was not cut.\nIt is foreign\nand old", "help": "Look at it.",
        "exit": 10,
      ]
    ]
    #expect(ReportedError(tag).json == expected)
  }

  @Test("several refusals end with the gravest and are all told")
  func several() throws {
    let error = ReportedError(RefusalList([tree, tag]))
    #expect(error.status == .foreign)
    #expect(error.json["error"]?["code"] == "foreign-change")
    #expect(error.json["error"]?["exit"] == 10)
    #expect(error.json["error"]?["message"]?.text?.hasPrefix("The tree is not clean.\nv1.0.0 was not cut.") == true)
    guard case .array(let all) = error.json["errors"] else { throw error }
    #expect(all.map { $0["code"] } == ["dirty-tree", "foreign-change"])
    #expect(error.text.plain.contains("error: The tree is not clean.\nerror: v1.0.0 was not cut."))
  }

  @Test("other errors are given a kind")
  func others() {
    #expect(ReportedError(CancellationError()).status == .interrupted)
    #expect(ReportedError(ValidationError("Not both.")).status == .usage)
    #expect(ReportedError(RefusalList([])).status == .failed)
  }
}

extension ReportedError: Error {}
