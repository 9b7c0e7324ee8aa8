import Testing

@testable import Git

@Suite("what git says about a push")
struct PushReportTests {
  private func report(_ lines: [String], _ messages: String = "") -> PushReport {
    PushReport(output: (["To origin"] + lines + ["Done"]).joined(separator: "\n"), messages: messages)
  }

  @Test("all went well where every reference has a flag that says so")
  func accepted() {
    let report = report([
      "*\tabc:refs/tags/v1\t[new tag]", " \tabc:refs/heads/main\t1..2", "+\tabc:refs/x/log\t1...2 (forced update)",
      "-\t:refs/tags/old\t[deleted]", "=\tabc:refs/tags/same\t[up to date]",
    ])
    #expect(report.rejection == nil)
    #expect(report.confirms(["refs/tags/v1", "refs/heads/main", "refs/x/log", "refs/tags/old", "refs/tags/same"]))
    #expect(!report.confirms(["refs/tags/v1", "refs/tags/never-mentioned"]))
  }

  @Test(
    "the reference with a reason of its own is named, and whether it is stale or forbidden",
    arguments: [
      ("[rejected] (stale info)", "", true, false),  // the lease, seen by the client
      ("[remote rejected] (failed to update ref)", "", true, false),  // or our own first try, whose answer was lost
      ("[remote rejected] (reference already exists)", "", true, false),
      ("[remote rejected] (cannot lock ref 'refs/tags/v1': is at 1 but expected 2)", "", true, false),
      ("[remote rejected] (hook declined)", "remote: frozen until Monday   \n", false, false),
      ("[remote rejected] (pre-receive hook declined)", "", false, false),
      ("[remote rejected] (non-fast-forward)", "", false, false),  // receive.denyNonFastForwards
      (
        "[remote rejected] (protected branch hook declined)", "remote: error: GH006: Protected branch update failed\n",
        false, true
      ),
      ("[remote rejected] (push declined due to repository rule violations)", "remote: error: GH013\n", false, true),
      (
        "[remote rejected] (refusing to allow an OAuth App to create or update workflow without `workflow` scope)", "",
        false, true
      ),
      ("[remote rejected] (You are not allowed to push code to protected branches on this project.)", "", false, true),
    ]
  )
  func rejected(summary: String, messages: String, isStale: Bool, isUnauthorized: Bool) throws {
    let report = report(
      [
        "!\tabc:refs/heads/main\t[remote rejected] (atomic push failure)", "!\tabc:refs/tags/v1\t\(summary)",
        "!\t:refs/tags/old\t[rejected] (atomic push failed)",
      ], messages)
    let rejection = try #require(report.rejection)
    #expect(rejection.name == "refs/tags/v1")
    #expect(rejection.isStale == isStale)
    #expect(rejection.isUnauthorized == isUnauthorized)
    #expect(rejection.reason.hasPrefix(summary))
    if messages.contains("frozen") { #expect(rejection.reason.hasSuffix("\nfrozen until Monday")) }
    #expect(!report.confirms(["refs/tags/v1"]))
  }

  @Test("where every line names the transaction, what the far side printed says which reference it was")
  func transaction() throws {
    let lines = ["refs/tags/v1", "refs/x/log", "refs/x/other"].map {
      "!\tabc:\($0)\t[remote rejected] (atomic transaction failed)"
    }
    let report = report(lines, "remote: error: cannot lock ref 'refs/x/log': is at 1 but expected 2        \n")
    #expect(report.rejection?.name == "refs/x/log")
    #expect(report.rejection?.isStale == true)
    #expect(try #require(self.report(lines).rejection).name == "refs/tags/v1")
  }

  @Test(
    "what is no report confirms nothing and refuses nothing",
    arguments: ["", "!", "!\t", "x\ty\tz\nremote: !\ta:b\tc", "fatal: the remote end hung up unexpectedly"]
  )
  func noReport(text: String) {
    let report = PushReport(output: text, messages: text)
    #expect(report.rejection == nil)
    #expect(!report.confirms(["b"]))
  }
}
