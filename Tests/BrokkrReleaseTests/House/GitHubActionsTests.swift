import Testing

@testable import BrokkrRelease

@Suite struct GitHubActionsTests {
  @Test("text cannot end a command and begin another")
  func escaping() {
    #expect(
      GitHubActions.annotation("error", title: "a:b,c", "100%\n::set-output name=x::y")
        == "::error title=a%3Ab%2Cc::100%25%0A::set-output name=x::y")
    #expect(GitHubActions.group("test\n::error::x") == "::group::test%0A::error::x")
  }

  @Test(
    "outputs are those of the contract that the answer has",
    arguments: [
      (
        ["version": "1.2.0-rc.1", "tag": "v1.2.0-rc.1", "state": "published"],
        "version=1.2.0-rc.1\nprerelease=true\nchannel=rc\ntag=v1.2.0-rc.1\nstate=published\n"
      ),
      (["version": "1.2.0", "tag": "v1.2.0"], "version=1.2.0\nprerelease=false\nchannel=\ntag=v1.2.0\n"),
      (["state": nil, "waiting": []], ""),
      (["tag": "v1.2.0", "plan_hash": "ab12"], "tag=v1.2.0\nplan_hash=ab12\n"),
      // A line break would make a second output, and a delimiter that is in the value would end it.
      (["tag": "v1\nPATH=/evil\nMARK1"], "tag<<MARK2\nv1\nPATH=/evil\nMARK1\nMARK2\n"),
      (["tag": "v1\rPATH=/evil"], "tag<<MARK1\nv1\rPATH=/evil\nMARK1\n"),
      (["outputs": ["proceed": "true", "cells_1": "[]"]], "cells_1=[]\nproceed=true\n"),  // for later jobs alone
    ] as [(JSONValue, String)]
  )
  func outputs(answer: JSONValue, expected: String) {
    var count = 0
    let outputs = GitHubActions.outputs(of: answer) {
      count += 1
      return "MARK\(count)"
    }
    #expect(outputs == expected)
  }

  @Test("a delimiter is long, and never the same")
  func delimiter() {
    let delimiters = Set((0..<100).map { _ in GitHubActions.delimiter() })
    #expect(delimiters.count == 100)
    #expect(delimiters.allSatisfy { $0.count > 24 && !$0.contains(where: \.isWhitespace) })
  }

  @Test("an annotation is cut before GitHub cuts it, and says so")
  func long() {
    let line = GitHubActions.annotation("error", title: "x", String(repeating: "ab", count: 10_000))
    #expect(line.count < 4096)
    #expect(line.hasSuffix(" … the log has all"))
  }
}
