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
      (["outputs": ["proceed": "true", "cells_1": "[]"]], "cells_1=[]\nproceed=true\n"),  // for later jobs alone
      (["tag": "v1\nPATH=/evil"], ""),  // a line break would make a second output
    ] as [(JSONValue, String)]
  )
  func outputs(answer: JSONValue, expected: String) {
    #expect(GitHubActions.outputs(of: answer) == expected)
  }

  @Test("nothing in a summary ends its block")
  func summary() {
    let summary = GitHubActions.summary(of: "plan", "a\n````\n# b")
    #expect(summary == "### `brokkr-release plan`\n\n`````text\na\n````\n# b\n`````\n")
  }
}
