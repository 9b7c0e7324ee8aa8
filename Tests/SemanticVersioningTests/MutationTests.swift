import SemanticVersioning
import TestSupport
import Testing

@Suite("Texts that are nearly versions, tags and messages")
struct MutationTests {
  @Test("a version that is taken prints as it was written, and has a place in the order", arguments: UInt64(0)..<4)
  func versions(seed: UInt64) throws {
    var mutation = Mutation(
      seed: seed, of: ["1.2.3", "0.0.0", "1.2.3-rc.1+build.5", "99999999999.0.1-alpha", "1.0.0-rc1"],
      words: ["0", ".", "-", "+", "rc", "18446744073709551616", "\u{200B}", "１", "v", "\n", "\0", "../"])
    var taken = 0
    for _ in 0..<2_000 {
      let text = String(decoding: mutation.next(), as: UTF8.self)
      guard let version = try? SemanticVersion(parsing: text) else { continue }
      taken += 1
      #expect(version.description == text)
      #expect(version.precedence == (try SemanticVersion(parsing: text)).precedence)
      #expect(!(version.precedence < version.precedence))
    }
    #expect(taken > 50, "the sequence hits hardly any version")
  }

  @Test("a tag that is read as a version is one that the pattern writes", arguments: UInt64(0)..<4)
  func tags(seed: UInt64) throws {
    let patterns = try ["v{version}", "{version}", "agent/v{version}", "release-{version}-x"].map {
      try TagPattern(parsing: $0)
    }
    var mutation = Mutation(
      seed: seed, of: ["v1.2.3", "1.2.3", "agent/v1.2.3-rc.1", "release-1.0.0-x"],
      words: ["v", "/", "-", "agent/", "{version}", "^{}", "$(id)", "\u{202E}", "@", "rc10"])
    for _ in 0..<2_000 {
      let tag = String(decoding: mutation.next(), as: UTF8.self)
      for pattern in patterns {
        guard let version = pattern.version(of: tag) else { continue }
        #expect(pattern.tag(for: version) == tag)
      }
    }
  }

  @Test("whatever a commit says is read, and a subject is one line", arguments: UInt64(0)..<4)
  func messages(seed: UInt64) {
    var mutation = Mutation(
      seed: seed,
      of: [
        "feat(api)!: one\n\nBREAKING CHANGE: all\nmore\n\nRelease: v1.2.0\n",
        "Revert \"fix: two\"\n\nThis reverts commit 1234567.\n",
        "Merge pull request #5 from x\n\n* feat: a\n* fix: b (#7)\n", "fix: x",
      ],
      words: ["\n", "\r\n", "BREAKING CHANGE:", "!:", "* ", "\"", "(", ")", "\u{1B}[31m", "\0", "\u{FFFD}", "Refs: "])
    for _ in 0..<1_000 {
      let commit = ConventionalCommit(parsing: String(decoding: mutation.next(), as: UTF8.self))
      #expect(!commit.subject.contains("\n"))
    }
  }
}
