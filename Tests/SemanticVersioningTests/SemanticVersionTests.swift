import SemanticVersioning
import Testing

struct SemanticVersionTests {
  @Test(
    "a version is read and spelled back byte for byte",
    arguments: [
      "0.0.0", "1.2.3", "10.20.30", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-0.3.7", "1.0.0-x.7.z.92", "1.0.0-x-y-z.--",
      "1.0.0-rc1", "1.0.0-0A.is.legal", "1.0.0--", "1.0.0+20130313144700", "1.0.0-beta+exp.sha.5114f85",
      "1.0.0+21AF26D3----117B344092BD", "1.0.0+001", "1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay",
      "9999999999999999999.0.1", "1.0.0-99999999999999999999999999", "2.0.0-rc.1+build.123",
    ]
  )
  func spellsBack(text: String) throws {
    let version = try SemanticVersion(parsing: text)
    #expect(version.description == text)
    #expect(SemanticVersion(utf8: Array(text.utf8).span) == version)
    let parts = SemanticVersion(version.major, version.minor, version.patch, prerelease: version.prerelease)
    #expect(parts.precedence == version.precedence)
  }

  @Test(
    "what is no SemVer 2.0 is refused at the place where it goes wrong",
    arguments: [
      ("", 0),  // nothing
      ("v1.2.3", 0),  // the prefix is the tag pattern's
      ("1", 1), ("1.2", 3), ("1.2-rc.1", 3),  // three numbers
      ("1.2.", 4), ("1..3", 2), (".1.2", 0),  // a number is missing
      ("1.2.3.4", 5),  // four numbers
      ("01.2.3", 0), ("1.02.3", 2), ("1.2.03", 4),  // leading zeros
      ("1.2.3-", 6), ("1.2.3-a..b", 8), ("1.2.3-a.", 8), ("1.2.3+", 6), ("1.2.3-+b", 6),  // empty identifiers
      ("1.2.3-01", 6), ("1.2.3-rc.01", 9),  // leading zeros in a numeric identifier
      ("1.2.3-rc_1", 8), ("1.2.3-é", 6), ("1.2.3+a+b", 7), ("1.2.3 ", 5), ("1.2.3\n", 5), (" 1.2.3", 0),
      ("-1.2.3", 0), ("1.-2.3", 2), ("1.2.3\u{0}", 5), ("１.2.3", 0),  // a full-width digit is none
      ("18446744073709551616.0.0", 0),  // beyond 64 bits
    ]
  )
  func refuses(text: String, offset: Int) {
    let error = #expect(throws: MalformedVersion.self) { try SemanticVersion(parsing: text) }
    #expect(error?.offset == offset)
    #expect(error?.text == text)
    #expect(error?.reason.isEmpty == false)
    #expect(SemanticVersion(utf8: Array(text.utf8).span) == nil)
  }

  @Test("a part of a longer text is read like a text of its own")
  func readsSubstring() throws {
    #expect(try SemanticVersion(parsing: "agent/v1.2.0-rc.1".dropFirst(7)) == SemanticVersion(parsing: "1.2.0-rc.1"))
  }

  @Test("a text of a megabyte is refused and not kept")
  func refusesMegabyte() {
    let error = #expect(throws: MalformedVersion.self) {
      try SemanticVersion(parsing: String(repeating: "1", count: 1_000_000))
    }
    #expect(error?.text.count == 128)
  }

  @Test(
    "channel and number of a candidate are found in every spelling",
    arguments: [
      ("1.0.0-rc1", Channel.rc, 1), ("1.0.0-rc.1", .rc, 1), ("1.0.0-rc-1", .rc, 1), ("1.0.0-beta.12", .beta, 12),
      ("1.0.0-alpha0", .alpha, 0),
      ("1.0.0-rc01", .rc, 1),  // alphanumeric, so SemVer allows the zero
      ("1.0.0-rc.2.hotfix", .rc, 2), ("1.0.0-rc2.hotfix", .rc, 2),
      ("1.0.0-rc", .rc, nil), ("1.0.0-rc.x", .rc, nil),  // a channel without a number
      ("1.0.0-rc.99999999999999999999", .rc, nil),  // nobody counts on from there
      ("1.0.0-rcx", nil, nil), ("1.0.0-rc1x", nil, nil), ("1.0.0-rc-x", nil, nil), ("1.0.0-RC1", nil, nil),
      ("1.0.0-preview.1", nil, nil), ("1.0.0-0.rc.1", nil, nil), ("1.0.0", nil, nil), ("1.0.0+rc.1", nil, nil),
    ] as [(String, Channel?, Int?)]
  )
  func candidate(text: String, channel: Channel?, number: Int?) throws {
    let version = try SemanticVersion(parsing: text)
    #expect(version.channel == channel)
    #expect(version.candidateNumber == number)
  }

  @Test("a bump puts the lower numbers to zero and drops pre-release and build metadata")
  func bumps() throws {
    let version = try SemanticVersion(parsing: "1.2.3-rc.1+b")
    #expect(version.bumped(by: .patch).description == "1.2.4")
    #expect(version.bumped(by: .minor).description == "1.3.0")
    #expect(version.bumped(by: .major).description == "2.0.0")
    #expect(version.core.description == "1.2.3")
  }

  @Test("the highest number that there is does not trap")
  func bumpsHighest() throws {
    #expect(SemanticVersion(.max, .max, .max).bumped(by: .patch).patch == .max)
    #expect(
      try SemanticVersion(parsing: "1.2.9999999999999999999").bumped(by: .patch).patch == 10_000_000_000_000_000_000)
  }
}
