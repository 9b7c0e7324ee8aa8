import Testing

@testable import GitHub

/// Patterns of names in rulesets and environments.
@Suite("Name pattern")
struct NamePatternTests {
  @Test(
    "what fits",
    arguments: [
      ("v*", "v1.2.0"), ("v*", "v"), ("refs/tags/v*", "refs/tags/v1.2.0"), ("**/*", "refs/tags/agent/v1"),
      ("**/*", "v1"), ("refs/tags/**/v*", "refs/tags/v1"), ("refs/tags/**/v*", "refs/tags/a/b/v1"),
      ("v?.*", "v1.2"), ("v[0-9]*", "v1.2"), ("v[!a-z]*", "v1"), ("refs/tags/**", "refs/tags/a/b"), ("a[", "a["),
    ])
  func fits(pattern: String, name: String) { #expect(NamePattern(pattern).matches(name)) }

  @Test(
    "what does not",
    arguments: [
      ("v*", "agent/v1"), ("v*", "xv1"), ("refs/tags/v*", "refs/tags/v1/x"),  // a star stops at a slash
      ("v?", "v"), ("v?", "v/"), ("v[0-9]", "va"), ("v[!0-9]", "v1"), ("", "v"), ("**/v", "v/x"),
    ])
  func failsToFit(pattern: String, name: String) { #expect(!NamePattern(pattern).matches(name)) }
}
