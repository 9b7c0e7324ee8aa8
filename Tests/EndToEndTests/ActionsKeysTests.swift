import Testing
import Yams

@Suite struct ActionsKeysTests {
  @Test(
    "what a run here would pass over is an error",
    arguments: [
      ("", nil), ("env: { A: b }\n", "x.yml: env"), ("defaults: { run: { shell: sh } }\n", "x.yml: defaults"),
      ("concurrency: { group: a, wait: 1 }\n", "x.yml: concurrency: wait"),
    ] as [(String, String?)])
  func workflow(more: String, problem: String?) throws {
    try expect(problem, of: "\(more)on: push\njobs: { a: { runs-on: b, steps: [{ run: c }] } }\n")
  }

  @Test(
    "so is it in jobs and steps",
    arguments: [
      ("timeout-minutes: 1, steps: []", "x.yml: a: timeout-minutes"),
      ("continue-on-error: true, steps: []", "x.yml: a: continue-on-error"),
      ("environment: { name: c, url: d }, steps: []", "x.yml: a: environment: url"),
      ("environment: c, steps: []", "x.yml: a: environment: no mapping"),
      ("strategy: { max-parallel: 1 }, steps: []", "x.yml: a: strategy: max-parallel"),
      ("strategy: { matrix: { os: [c] } }, steps: []", "x.yml: a: matrix: os"),
      ("steps: [{ run: c, working-directory: d }]", "x.yml: a: a step: working-directory"),
      ("steps: [{ name: c, run: d, continue-on-error: true }]", "x.yml: a: c: continue-on-error"),
      ("steps: [{ run: c, shell: python }]", "x.yml: a: another shell"),
    ])
  func job(text: String, problem: String) throws {
    try expect(problem, of: "on: push\njobs: { a: { runs-on: b, \(text) } }\n")
  }

  private func expect(_ problem: String?, of text: String) throws {
    let root = try #require(try Yams.compose(yaml: text))
    var found: String?
    do {
      try ActionsKeys.refuseOthers(in: root, "x.yml")
    } catch let unknown as ActionsRun.Unknown {
      found = unknown.text
    }
    #expect(found == problem)
  }
}
