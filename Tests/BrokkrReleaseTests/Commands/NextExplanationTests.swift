import Testing

@testable import BrokkrRelease

/// What `next` says beside the tag.
@Suite struct NextExplanationTests {
  @Test("base, each commit and its bump, ignored tags and what is off HEAD are told, in JSON too")
  func everything() async throws {
    let clone = try await ScratchClone("explain")
    try await clone.commit("feat: one")
    try await clone.git("tag", "v1.0.0")
    try await clone.git("tag", "v1.1")
    try await clone.git("checkout", "-q", "-b", "release/1.1")
    try await clone.commit("fix: aside")
    try await clone.git("tag", "v1.1.0")
    try await clone.git("checkout", "-q", "main")
    try await clone.commit("docs: two")
    try await clone.commit("fix: three")
    let run = try await clone.run("next", "--explain")
    #expect(run.output == "v1.1.1\n")
    for words in [
      "v1.1.0 at ", "the highest live release of all, not in the history of HEAD",
      "2 since then: 1 patch, 1 for nothing",
      "patch ", "fix: three", "none ", "docs: two", "bump     patch", "next     v1.1.1",
      "ignored  v1.1: a dot and a number are missing; a version has three",
    ] { #expect(run.messages.contains(words), "`\(words)`: \(run.messages)") }
    let short = try await clone.run("next").messages
    #expect(short.contains("v1.1.0, the base, is not in the history of HEAD."))
    #expect(short.contains("The tag v1.1 does not count; --explain says why."))
    #expect(try await clone.run("next", "-q").messages.isEmpty)
    let json = try #require(try await clone.run("next", "--json").json)
    #expect(json["off_head"] == "v1.1.0")
    #expect(json["series"] == "trunk")
    #expect(json["branch"] == "main")
    #expect(json["notes"] == [])
    #expect(json["raised_past"] == [])
  }

  @Test("nothing to release is explained as well")
  func nothing() async throws {
    let clone = try await ScratchClone("explain-nothing")
    try await clone.commit("feat: one")
    try await clone.git("tag", "v1.0.0")
    try await clone.commit("docs: two")
    let run = try await clone.run("next", "--explain")
    #expect(run.status == .nothingToRelease)
    for words in ["v1.0.0 at ", "1 for nothing", "docs: two", "next     nothing to release"] {
      #expect(run.messages.contains(words), "`\(words)`: \(run.messages)")
    }
  }

  @Test("that no ledger is known is said once, and not where it was asked for")
  func ledger() async throws {
    let origin = try await ScratchClone("explain-origin")
    try await origin.commit("feat: one")
    let clone = try await ScratchClone("explain-clone", of: origin)
    let words = "No ledger is known here, so the tags alone decide; --fetch asks origin."
    #expect(try await clone.run("next").messages.contains(words))
    #expect(try await !clone.run("next", "--fetch").messages.contains("No ledger"))
  }

  @Test("a candidate that decides is named, with its version and why, in JSON too")
  func candidate() async throws {
    let clone = try await ScratchClone("explain-candidate")
    try await clone.commit("feat: one")
    try await clone.git("tag", "v1.0.0")
    try await clone.commit("fix: two")
    try await clone.git("tag", "v2.0.0-rc.1")
    try await clone.commit("fix: three")
    let run = try await clone.run("next", "--explain")
    #expect(run.output == "v2.0.0\n")
    #expect(
      run.messages.contains("candidate  v2.0.0-rc.1 is out, and v2.0.0, which it is for, is the least answer"),
      "\(run.messages)")
    #expect(try await clone.run("next", "--json").json?["candidate"] == "v2.0.0-rc.1")
    #expect(
      try await clone.run("next").messages.contains(
        "v2.0.0-rc.1, a candidate that is out, asks for more than the commits do."))
    let exact = try await clone.run("next", "--bump", "minor")
    #expect(exact.messages.contains("below 2.0.0-rc.1, which is out"))
    #expect(!exact.messages.contains("asks for more"))
    try await clone.commit("feat!: four")
    #expect(try await clone.run("next", "--json").json?["candidate"] == .null)
  }

  @Test("types of commits and the rule below 1.0.0 are configured")
  func bumps() async throws {
    let clone = try await ScratchClone("explain-bumps")
    try await clone.commit("feat: one")
    try await clone.git("tag", "v0.3.0")
    try await clone.commit("docs: two")
    #expect(try await clone.run("next").status == .nothingToRelease)
    try await clone.write("bump: { types: { docs: patch, feat: none }, zero: major }\n", to: ".brokkr-release.yml")
    #expect(try await clone.run("next").output == "v0.3.1\n")
    try await clone.commit("feat: three")
    #expect(try await clone.run("next").output == "v0.3.1\n")
    try await clone.commit("fix!: four")
    #expect(try await clone.run("next").output == "v1.0.0\n")
    try await clone.write("bump: { zero: patch }\n", to: ".brokkr-release.yml")
    #expect(try await clone.run("next").output == "v0.3.1\n")
  }

  @Test("on a maintained branch the higher release elsewhere is named, and another line is refused")
  func maintenance() async throws {
    let clone = try await ScratchClone("explain-maintenance")
    try await clone.commit("feat: one")
    try await clone.git("tag", "v1.1.0")
    try await clone.git("branch", "release/1.1")
    try await clone.commit("feat: two")
    try await clone.git("tag", "v1.2.0")
    try await clone.git("checkout", "-q", "release/1.1")
    try await clone.commit("fix: old line")
    let run = try await clone.run("next", "--explain")
    #expect(run.output == "v1.1.1\n")
    #expect(run.messages.contains("the highest live release of the line of release/1.1"))
    #expect(run.messages.contains("off HEAD  v1.2.0, the highest live release of all"))
    try await clone.commit("feat: too much")
    let refused = try await clone.run("next")
    #expect(refused.status == .usage)
    #expect(refused.output.isEmpty)
    #expect(refused.messages.contains("v1.2.1 is outside of the line 1.1.x"))
  }

  @Test("a spelling that SemVer ranks by text is warned about where it begins to matter")
  func strictOrder() async throws {
    let clone = try await ScratchClone("explain-spelling")
    try await clone.commit("feat: one")
    for tag in ["v1.0.0-rc8", "v1.0.0-rc9"] { try await clone.git("tag", tag) }
    let run = try await clone.run("next", "--pre", "rc")
    #expect(run.output == "v1.0.0-rc10\n")
    #expect(run.messages.contains("put 1.0.0-rc10 below 1.0.0-rc9"))
  }
}
