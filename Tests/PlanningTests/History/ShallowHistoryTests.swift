import Git
import Refusals
import SemanticVersioning
import TestSupport
import Testing

@testable import Planning

/// A clone that holds a part of the history gives the answer of the whole one, or none.
@Suite struct ShallowHistoryTests {
  /// main: 1–12 with a side line 3 → s1 → s2 merged into 8; a release branch from 6, whose release main does not have.
  private static let history: ImportStream = {
    var stream = ImportStream()
    let three = stream.line(["chore: 1", "feat: 2", "fix: 3"])
    let side = stream.line(["fix: s1", "fix: s2"], on: "side", after: three, at: 1_700_000_400)
    let six = stream.line(["fix: 4", "fix: 5", "feat: 6"], after: three, at: 1_700_000_300)
    let branched = stream.line(["fix: r1", "fix: r2"], on: "release/1.1", after: six, at: 1_700_000_700)
    let merge = stream.commit("Merge branch 'side'", after: [six, side], at: 1_700_000_800)
    let last = stream.line(["fix: 9", "fix: 10", "docs: 11", "fix: 12"], after: merge, at: 1_700_000_900)
    stream.tag("v1.0.0", at: three - 1, isAnnotated: true)
    stream.tag("v1.1.0", at: six)
    stream.tag("v1.1.1", at: branched, isAnnotated: true)
    stream.tag("v1.2.0-rc.1", at: last - 2)
    stream.tag("v0.1.0", at: side)  // lower than what lies below it
    stream.tag("agent/v7.0.0", at: last)
    return stream
  }()

  @Test(
    "every depth, with tags as they come, without, with all of them and their histories or not, with all branches",
    arguments: [
      ["--single-branch"], ["--no-single-branch"], ["--no-tags"], ["--no-tags", "all"], ["--single-branch", "all"],
      ["--single-branch", "each"],
    ])
  func depths(options: [String]) async throws {
    let origin = try await GeneratedRepository("shallow-depths", Self.history)
    let whole = [try origin.answer(.trunk), try origin.answer(.maintenance)]
    #expect(whole == ["v1.1.1 +7 1.2.0", "v1.1.0 +7 1.1.2"])
    var answered = 0
    for depth in 1...12 {
      let name = "depth-\(depth)"
      var arguments = ["clone", "-q", "--depth", "\(depth)"] + options.filter { $0.hasPrefix("-") }
      arguments += ["file://\(origin.path)", "\(origin.scratch.path)/\(name)"]
      try await origin.git(arguments, in: origin.scratch.path)
      let copy = origin.beside(name)
      if options.contains("all") { try await copy.git("fetch", "-q", "--tags") }
      if options.contains("each") { try await copy.git("fetch", "-q", "--depth", "1", "--tags") }
      let isWhole = try await copy.git("rev-parse", "--is-shallow-repository") == "false"
      for (series, whole) in zip([BranchRule.Series.trunk, .maintenance], whole) {
        let answer = try copy.answer(series)
        // A whole clone says nothing of tags that it was made without.
        if isWhole, options.allSatisfy({ $0.hasPrefix("-") }) { continue }
        #expect(answer == whole || answer == "history-unsafe", "depth \(depth) \(options) \(series)")
        if answer == whole { answered += 1 }
      }
    }
    if options.contains("all") { #expect(answered > 0, "\(options)") }
  }

  @Test("a boundary that hides nothing of the range does not hide what its commits change")
  func paths() async throws {
    var stream = ImportStream()
    let base = stream.commit("feat: both", writing: ["agent/a": "1", "broker/b": "1"])
    stream.commit("fix: agent", after: [base], at: 1_700_000_100, writing: ["agent/a": "2"])
    stream.tag("v1.0.0", at: base)
    let origin = try await GeneratedRepository("shallow-paths", stream)
    let copy = try await origin.cloned("copy", "--depth", "1", "--no-tags")
    try await copy.git("fetch", "-q", "--depth", "1", "--tags")
    let repository = try Repository(at: copy.path)
    let head = try #require(try repository.reference("HEAD"))
    let source = HistorySource(of: repository, at: head, rule: nil, standings: [])
    let history = try VersionHistory(of: source, pattern: .init(parsing: "v{version}")) { $0.hasPrefix("broker/") }
    #expect(history.commits.isEmpty)
  }
}
