import Publishing
import Refusals
import ReleaseEngine
import Testing

@testable import Planning

@Suite("Tags that no release owns")
struct BranchTagTests {
  private static let text = """
    images:
      a: { repository: ghcr.io/x/a }
      b: { repository: ghcr.io/x/b, tags: ["{version}", "edge-{major}", "{version}-slim"] }
    components:
      one: { tag: "one-v{version}", images: [a] }
      two: { tag: "release-{version}-final", images: [b] }
    """

  @Test(
    "names of branches are taken as they are",
    arguments: [
      "pr-12", "main", "develop", "feature-x", "sha-0a1b2c3", "v", "1x", "edge", "_a.b-c", "nightly-2026-01-01",
    ])
  func taken(name: String) throws {
    #expect(try BranchTag(parsing: name, in: configuration(Self.text)).name == name)
  }

  @Test(
    "what a version or a template could make is refused, with and without the tag's prefix",
    arguments: [
      "latest", "1", "0", "1.2", "1.2.3", "1.2.3-rc.1", "v1", "v1.2", "v1.2.3", "vlatest", "0.0.0-pr.12",
      "edge-4",  // a template of one image is not for the other's branches either
      "1.2.3-slim", "v1.2.3-slim",
      "one-v1.2.3", "one-v1", "release-1.2.3-final",  // tags of components
      "1.2.3_5",  // a chart's version with build metadata
    ])
  func owned(name: String) throws {
    let refusal = try #require(throws: Refusal.self) { try BranchTag(parsing: name, in: configuration(Self.text)) }
    #expect(refusal.code == .usage)
    #expect(refusal.why.hasPrefix("A release could have it by") || refusal.why == "It is a version")
  }

  @Test("the usual templates stay a release's where the configuration has none of them")
  func usual() throws {
    let bare = try configuration(#"images: { a: { repository: ghcr.io/x/a, tags: ["{version}"] } }"#)
    for name in ["latest", "1", "1.2", "v1.2"] {
      #expect(throws: Refusal.self) { try BranchTag(parsing: name, in: bare) }
    }
  }

  @Test(
    "what no registry takes, and where signatures lie, is refused",
    arguments: [
      "", "feature/x", "-a", ".a", "a b", "a+b", "ä", String(repeating: "a", count: 129), "a:b", "a@b",
      "sha256-\(String(repeating: "a", count: 64))", "sha256-\(String(repeating: "0", count: 64)).sig",
    ])
  func unusable(name: String) throws {
    #expect(try #require(throws: Refusal.self) { try BranchTag(parsing: name, in: configuration("")) }.code == .usage)
  }

  @Test("a pull request's tag is exact, and its number one that there can be")
  func pullRequests() throws {
    #expect(try BranchTag(pullRequest: 1, in: configuration("")).name == "pr-1")
    #expect(throws: Refusal.self) { try BranchTag(pullRequest: 0, in: configuration("")) }
    #expect(throws: Refusal.self) { try BranchTag(pullRequest: -1, in: configuration("")) }
    let odd = try configuration(#"images: { a: { repository: ghcr.io/x/a, tags: ["{version}", "pr-{major}"] } }"#)
    #expect(throws: Refusal.self) { try BranchTag(pullRequest: 12, in: odd) }
  }

  @Test(
    "a tag that a record claims is refused in its repository, also after a rollback, until the record is dropped",
    arguments: ReleaseState.allCases)
  func claimed(state: ReleaseState) throws {
    let repository = try RepositoryAddress(parsing: "ghcr.io/x/a")
    var record = ReleaseWorld.record("1.2.0", state)
    record.claims = [Claim(SlotName(RegistryTag(repository, "stable")), .floating, value: "sha256:1")]
    let ledger = LedgerState(records: [record.tag: record])
    let tag = try BranchTag(parsing: "stable", in: configuration(""))
    try tag.refuseClaimed(in: [RepositoryAddress(parsing: "ghcr.io/x/b")], by: ledger)
    if state == .aborted || state == .rejected {
      try tag.refuseClaimed(in: [repository], by: ledger)
    } else {
      let refusal = try #require(throws: Refusal.self) { try tag.refuseClaimed(in: [repository], by: ledger) }
      #expect(refusal.code == .usage && refusal.why == "v1.2.0 claims oci:ghcr.io/x/a:stable")
    }
  }
}
