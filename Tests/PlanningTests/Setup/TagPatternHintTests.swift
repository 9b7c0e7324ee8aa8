import Refusals
import SemanticVersioning
import Testing

@testable import Planning

@Suite struct TagPatternHintTests {
  @Test(
    "tags that look like releases are told where none of them counts",
    arguments: [
      (["1.2.3", "1.10.0"], "1.10.0 looks like a release", #"tag: "{version}""#),
      (["release-1.2.3", "docs", "x86-64"], "release-1.2.3 looks like a release", #"tag: "release-{version}""#),
      (["app2/v1.0.0-rc.1"], "app2/v1.0.0-rc.1 looks like a release", #"tag: "app2/v{version}""#),
    ])
  func found(tags: [String], start: String, end: String) throws {
    let note = try #require(TagPatternHint.note(for: TagPattern(parsing: "v{version}"), among: tags))
    #expect(note.message.hasPrefix(start) && note.message.hasSuffix("\(end)."), "\(note.message)")
  }

  @Test(
    "where one counts, or nothing looks like a release, there is nothing to say",
    arguments: [["v1.2.3", "9.9.9"], [], ["docs", "1.2", "2026-01-01", "nightly"]])
  func nothing(tags: [String]) throws {
    #expect(TagPatternHint.note(for: try TagPattern(parsing: "v{version}"), among: tags) == nil)
  }
}
