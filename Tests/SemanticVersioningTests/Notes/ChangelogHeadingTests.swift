import SemanticVersioning
import Testing

@Suite("Headings of a changelog")
struct ChangelogHeadingTests {
  @Test("a version alone tells only where there is one component")
  func names() {
    #expect(
      ChangelogHeading.names(tag: "r1.2.0", version: "1.2.0", component: nil) == ["r1.2.0", "1.2.0", "v1.2.0"])
    #expect(
      ChangelogHeading.names(tag: "agent/v1.2.0", version: "1.2.0", component: "agent") == ["agent/v1.2.0"])
  }

  @Test(
    "sections come in the order of precedence, and what cannot be compared comes below",
    arguments: [
      ("1.1.0", true), ("v1.1.0", true), ("r1.1.0", true), ("1.2.0-rc.2", true), ("1.2.0", false), ("1.10.0", false),
      ("r1.10.0", false), ("v2.0.0-rc.1", false), ("agent/v9.0.0", true), ("1.3", true),
    ])
  func order(name: String, isBelow: Bool) {
    #expect(ChangelogHeading.isBelow(name, tag: "r1.2.0", version: "1.2.0") == isBelow)
  }
}
