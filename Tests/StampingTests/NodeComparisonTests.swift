import Testing

@testable import Stamping

@Suite("An edit is compared node by node")
struct NodeComparisonTests {
  @Test(
    "only the edited scalar may differ, and only as it was meant to",
    arguments: [
      ("version: 1.1.0\na: b\n", "version: 1.2.0\na: b\n", true),
      ("version: 1.1.0\n", "version: \"1.2.0\"\n", true),  // quotes were added
      ("version: '1.1.0'\n", "version: 1.2.0\n", false),  // quotes were lost
      ("version: 1.1.0\n", "version: 1.3.0\n", false),  // another value
      ("version: 1.1.0\na: b\n", "version: 1.2.0\na: c\n", false),  // a neighbour
      ("version: 1.1.0\na: b\n", "version: 1.2.0\na: 'b'\n", false),  // a neighbour's quotes
      ("version: 1.1.0\na: b\n", "version: 1.2.0\nc: b\n", false),  // a key
      ("version: 1.1.0\na: b\n", "version: 1.2.0\n", false),  // one fewer
      ("version: 1.1.0\na: [b]\n", "version: 1.2.0\na: [b, c]\n", false),  // one more, below
      ("version: 1.1.0\na: [b]\n", "version: 1.2.0\na: b\n", false),  // another kind
      ("version: 1.1.0\na: {version: 1}\n", "version: 1.2.0\na: {version: 1.2.0}\n", false),  // the same key, below
      ("version: 1.1.0\na: &x b\nc: *x\n", "version: 1.2.0\na: &x b\nc: *x\n", true),
      ("version: 1.1.0\na: &x b\nc: *x\n", "version: 1.2.0\na: &x b\nc: b\n", false),  // an alias, written out
      ("v: &x 1\na: &y 1\nc: *x\n", "v: &x 1\na: &y 1\nc: *y\n", false),  // an alias of something else
      ("version: 1.1.0\n", "version: 1.2.0\n---\na: b\n", false),  // a document
      ("version: 1.1.0\n---\nversion: 1\n", "version: 1.2.0\n---\nversion: 1.2.0\n", false),  // in another document
    ]
  )
  func compares(before: String, after: String, alike: Bool) throws {
    let old = try YAMLSource(Array(before.utf8), file: "f", purpose: "")
    let new = try YAMLSource(Array(after.utf8), file: "f", purpose: "")
    #expect(NodeComparison.differOnly(at: ["version"], now: "1.2.0", old.documents, new.documents) == alike)
  }
}
