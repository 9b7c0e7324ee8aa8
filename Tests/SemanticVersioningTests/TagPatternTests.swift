import SemanticVersioning
import Testing

struct TagPatternTests {
  @Test(
    "a tag where a pattern needs a folder is told",
    arguments: [("a/v{version}", "a", true), ("a/v{version}", "a/b", false), ("a/b/v{version}", "a/b", true)]
      + [("v{version}", "v", false), ("ab/v{version}", "a", false)])
  func blocked(pattern: String, tag: String, isBlocked: Bool) throws {
    #expect(try TagPattern(parsing: pattern).isBlocked(by: tag) == isBlocked)
  }

  @Test(
    "a tag is made and read back",
    arguments: [
      ("v{version}", "1.2.0", "v1.2.0"), ("agent/v{version}", "1.2.0-rc1", "agent/v1.2.0-rc1"),
      ("{version}", "0.1.0", "0.1.0"), ("{version}-agent", "1.2.0-rc.1", "1.2.0-rc.1-agent"),
      ("größe-{version}", "1.0.0+b", "größe-1.0.0+b"),
    ]
  )
  func roundTrip(pattern: String, version: String, tag: String) throws {
    let (pattern, version) = (try TagPattern(parsing: pattern), try SemanticVersion(parsing: version))
    #expect(pattern.tag(for: version) == tag)
    #expect(pattern.version(of: tag) == version)
    #expect(pattern.reading(of: tag) == .version(version))
    #expect(pattern.version(of: "x\(tag)".dropFirst()) == version)
  }

  @Test(
    "patterns overlap where a tag of one could be one of the other",
    arguments: [
      ("v{version}", "v{version}", true), ("v{version}", "v{version}-sdk", true),
      ("v{version}", "v{version}.sdk", true),
      ("v{version}", "v1{version}", true), ("v{version}", "v1.0.0-{version}", true),
      ("{version}", "1.{version}", false),
      ("v{version}", "agent/v{version}", false), ("v{version}", "{version}", false),
      ("v{version}", "sdk-{version}", false),
      ("v{version}", "v{version}/sdk", false), ("v{version}", "v.{version}", false),
    ])
  func overlap(one: String, other: String, expected: Bool) throws {
    let (one, other) = (try TagPattern(parsing: one), try TagPattern(parsing: other))
    #expect(one.overlaps(other) == expected)
    #expect(other.overlaps(one) == expected)
  }

  @Test(
    "a tag's name may have a version's for its folder",
    arguments: [
      ("v{version}", "v1.4.0/foo", "1.4.0"), ("v{version}", "v1.4.0-rc.1/a/b", "1.4.0-rc.1"),
      ("v{version}", "v1.4/foo", nil),
      ("v{version}", "vendor/v1.4.0", nil), ("v{version}", "v1.4.0", nil),
      ("agent/v{version}", "agent/v1.4.0/x", "1.4.0"),
      ("v{version}/sdk", "v1.4.0/sdk/x", "1.4.0"), ("v{version}/sdk", "v1.4.0/x", nil), ("v{version}", "x", nil),
      ("{version}", "agent/v1.0.0", nil),
    ] as [(String, String, String?)])
  func folder(pattern: String, tag: String, expected: String?) throws {
    #expect(try TagPattern(parsing: pattern).folder(of: tag)?.description == expected)
  }

  @Test(
    "a pattern that makes no tag is refused",
    arguments: [
      "", "v", "{version}{version}", "v{Version}", "v{version}-{n}", "v{version", "}v{version}",
      "v {version}", "v~{version}", "v:{version}", "a..b{version}", "/v{version}", "a//v{version}", "v{version}/",
      "-v{version}", ".v{version}", "a/.b{version}", "v{version}.lock", "v{version}.", "@{{version}", "v\\{version}",
      "v\u{7F}{version}", "v\n{version}",
    ]
  )
  func refuses(text: String) {
    #expect(throws: MalformedPattern.self) { try TagPattern(parsing: text) }
  }

  @Test(
    "a tag that only looks like one of the pattern is told apart from a stranger",
    arguments: [
      ("v{version}", "v1.2", true), ("v{version}", "v1.2.3.4", true), ("v{version}", "v01.2.3", true),
      ("v{version}", "vnext", true), ("v{version}", "v", true), ("v{version}", "v1.2.3-rc.01", true),
      ("v{version}", "nightly", false), ("v{version}", "V1.2.3", false), ("v{version}", "", false),
      ("v{version}", "vendor/v1.2.3", false),  // another series
      ("agent/v{version}", "v1.2.3", false), ("agent/v{version}", "agent/v1", true),
      ("{version}", "nightly", false), ("{version}", "v1.2.3", false), ("{version}", "2026.1", true),
      ("{version}-agent", "1.2.3", false), ("a{version}a", "a", false),  // prefix and suffix do not share a letter
    ]
  )
  func odd(pattern: String, tag: String, isOdd: Bool) throws {
    let pattern = try TagPattern(parsing: pattern)
    #expect(pattern.version(of: tag) == nil)
    switch pattern.reading(of: tag) {
    case .version: Issue.record("\(tag) was read as a version")
    case .odd(let reason): #expect(isOdd && !reason.isEmpty)
    case .other: #expect(!isOdd)
    }
  }
}
