import Git
import Refusals
import Testing

@Suite("a bundle of objects")
struct ObjectBundleTests {
  /// A commit with a release commit after it and a tag of that.
  private func release(_ name: String) async throws -> (Clone, base: ObjectID, commit: ObjectID, tag: ObjectID) {
    let clone = try await Clone(name)
    let base = try await clone.commit("feat: a", ["a": "1", "chart/Chart.yaml": "version: 0\n", "other/b": "2"])
    let repository = try clone.repository()
    let tree = try repository.writeTree(of: base, replacing: ["chart/Chart.yaml": Array("version: 1\n".utf8)])
    let commit = try await repository.writeCommit(tree: tree, parents: [base], message: "release", by: Clone.author)
    let tag = try await repository.writeTag("v1.0.0", of: commit, message: "x", by: Clone.author)
    return (clone, base, commit, tag)
  }

  @Test("holds what a clone of the parent lacks; stored there the tag is whole")
  func intoParent() async throws {
    let (clone, base, commit, tag) = try await release("bundle-parent")
    let other = try await clone.cloned("other")
    let bundle = try ObjectBundle.collect(tag: tag, commit: commit, since: base, in: clone.repository())
    #expect(bundle.entries.map(\.kind.rawValue).sorted() == ["blob", "commit", "tag", "tree", "tree"])
    #expect(try !other.repository().contains(tag))
    try ObjectBundle(decoding: bundle.encoded()).store(in: other.repository())
    try await other.git("update-ref", "refs/tags/v1.0.0", tag.description)
    try await other.git("fsck", "--strict", "--connectivity-only")
    #expect(try await other.git("show", "v1.0.0:chart/Chart.yaml") == "version: 1")
  }

  @Test("stored in an empty repository every object has the same id")
  func intoEmpty() async throws {
    let (clone, base, commit, tag) = try await release("bundle-empty")
    let bundle = try ObjectBundle.collect(tag: tag, commit: commit, since: base, in: clone.repository())
    let empty = try await Clone("bundle-empty-target", isBare: true)
    try bundle.store(in: empty.repository())
    try bundle.store(in: empty.repository())
    #expect(try await empty.looseObjects() == bundle.entries.count)
    let repository = try empty.repository()
    #expect(try repository.object(tag).kind == .tag)
    #expect(try repository.commit(commit).parents == [base])
  }

  @Test("a tag of a tag brings every tag on the way")
  func nested() async throws {
    let clone = try await Clone("bundle-nested")
    let base = try await clone.commit("feat: a", ["a": "1"])
    let other = try await clone.cloned("other", "--no-tags")
    for (name, of) in [("one", "HEAD"), ("two", "one"), ("three", "two")] {
      try await clone.git("tag", "-a", "-m", "x", name, of)
    }
    let tag = try await clone.id("refs/tags/three")
    let bundle = try ObjectBundle.collect(tag: tag, commit: base, since: base, in: clone.repository())
    try bundle.store(in: other.repository())
    #expect(try other.repository().peeled(tag) == base)
  }

  @Test("of a lightweight tag of a known commit nothing is kept")
  func nothing() async throws {
    let clone = try await Clone("bundle-nothing")
    let base = try await clone.commit("feat: a", ["a": "1"])
    let bundle = try ObjectBundle.collect(tag: base, commit: base, since: base, in: clone.repository())
    #expect(bundle.entries.isEmpty)
    #expect(bundle.encoded().isEmpty)
    #expect(try ObjectBundle(decoding: []).entries.isEmpty)
  }

  @Test(
    "what is no bundle is refused and crashes nothing",
    arguments: [
      "blob", "blob 5\nabc", "blob -1\n", "nothing 1\na", "blob x\na", "blob 1 1\na", "blob\n", "\n",
      "blob 9223372036854775807\nabc", "blob 99999999999999999999\nabc", "blob 1\nab", "blob 0\n\u{FF}",
    ]
  )
  func damaged(text: String) {
    let refusal = #expect(throws: Refusal.self) { try ObjectBundle(decoding: Array(text.utf8)) }
    #expect(refusal?.code == .ledgerDamaged)
  }
}
