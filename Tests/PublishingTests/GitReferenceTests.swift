import FoundationEssentials
import Git
import Publishing
import Refusals
import ReleaseEngine
import TestSupport
import Testing

@Suite("A git reference as a slot")
struct GitReferenceTests {
  private let tag = GitReference("refs/tags/v1.2.0")
  private let main = GitReference("refs/heads/main")

  private func value(_ id: ObjectID, content: [UInt8] = []) -> GitReference.Value { .init(id, content: content) }

  /// A release commit with its tag object in the clone, pushed nowhere, and the bundle of both.
  private func release(_ world: ScratchRepository) async throws -> (commit: ObjectID, tag: GitReference.Value) {
    let repository = try world.repository()
    let head = try #require(try repository.reference("refs/heads/main"))
    let tree = try repository.writeTree(of: head, replacing: ["deep/down/file": Array("1.2.0".utf8)])
    let commit = try await repository.writeCommit(
      tree: tree, parents: [head], message: "Release v1.2.0", by: world.author)
    let object = try await repository.writeTag("v1.2.0", of: commit, message: "Release v1.2.0", by: world.author)
    let bundle = try ObjectBundle.collect(tag: object, commit: commit, since: head, in: repository)
    return (commit, value(object, content: bundle.encoded()))
  }

  @Test("another clone pushes what only the ledger keeps, a shallow one too", arguments: [nil, 1])
  func bundle(depth: Int?) async throws {
    let world = try await ScratchRepository("bundle")
    _ = try await world.commit(["deep/other": "o", "deep/down/file": "1.1.0"], "feat: one")
    try await world.git("push", "-q", "origin", "main")
    let (commit, tagged) = try await release(world)
    let other = try world.place(at: await world.another("other", depth: depth))
    #expect(!other.repository.contains(tagged.id))
    try await Change.apply([Change(tag, from: nil, to: tagged)], at: other)
    #expect(try await world.git("rev-parse", "v1.2.0^{}", in: world.origin) == commit.description)
    #expect(try await world.git("show", "v1.2.0:deep/down/file", in: world.origin) == "1.2.0")
    #expect(try await world.git("show", "v1.2.0:deep/other", in: world.origin) == "o")
    try await world.git("fsck", "--strict", in: world.origin)
  }

  @Test("without the objects nothing is pushed, neither is what should go with it")
  func withoutObjects() async throws {
    let world = try await ScratchRepository("objectless")
    let (commit, tagged) = try await release(world)
    let other = try world.place(at: await world.another("other"))
    let before = try await world.git("show-ref", in: world.origin)
    let head = try #require(try other.repository.reference("refs/heads/main"))
    await #expect(throws: (any Error).self) {
      try await Change.apply(
        [
          Change(GitReference("refs/heads/more"), from: nil, to: value(head)),
          Change(tag, from: nil, to: value(tagged.id)),
        ], at: other)
    }
    #expect(try await world.git("show-ref", in: world.origin) == before)
    #expect(!other.repository.contains(commit))
  }

  @Test("damaged content is refused before anything is pushed", arguments: ["blob", "blob 5\nabc", "nonsense 1\na"])
  func damaged(content: String) async throws {
    let world = try await ScratchRepository("damaged")
    let (_, tagged) = try await release(world)
    let other = try world.place(at: await world.another("other"))
    let refusal = try await #require(throws: Refusal.self) {
      try await Change.apply([Change(tag, from: nil, to: value(tagged.id, content: Array(content.utf8)))], at: other)
    }
    #expect(refusal.code == .ledgerDamaged)
  }

  @Test("a branch holds what it contains, any other reference only what it points at")
  func containment() async throws {
    let world = try await ScratchRepository("containment")
    let first = try await world.commit("one")
    let second = try await world.commit("two")
    try await world.git("push", "-q", "origin", "main")
    let place = try world.place()
    func holds(_ slot: GitReference, _ held: ObjectID?, now: ObjectID?) async throws -> Bool {
      try await slot.holds(held.map { value($0) }, now: now.map { value($0) }, at: place)
    }
    #expect(try await holds(main, first, now: second))
    #expect(try await holds(main, second, now: second))
    #expect(try await !holds(main, second, now: first), "a branch that was set back has lost it")
    #expect(try await !holds(main, first, now: nil))
    #expect(try await !holds(main, nil, now: first))
    #expect(try await !holds(tag, first, now: second))
    #expect(try await !holds(GitReference("refs/brokkr-release/ledger"), first, now: second))
  }

  @Test("a ledger that is a branch is held by equality alone, and taken back exactly")
  func ledgerBranch() async throws {
    let world = try await ScratchRepository("ledger-branch")
    let first = try await world.commit("one")
    let second = try await world.commit("two")
    let ledger = GitReference("refs/heads/releases")
    let place = try world.place(ledger: ledger.name)
    #expect(try await !ledger.holds(value(first), now: value(second), at: place))
    #expect(try await ledger.reversal(of: Change(ledger, from: nil, to: value(first)), at: place) == .exact)
    #expect(try await tag.reversal(of: Change(tag, from: nil, to: value(first)), at: place) == .exact)
    let back = try await main.reversal(of: Change(main, from: value(first), to: value(second)), at: place)
    #expect(back.word == "leaving")
    #expect(back.text?.contains("main") == true)
  }

  @Test("a tip that only the remote has is fetched to be looked through")
  func fetches() async throws {
    let world = try await ScratchRepository("fetches")
    let first = try await world.commit("one")
    try await world.git("push", "-q", "origin", "main")
    let other = try await world.another("other")
    let tip = try await world.commit("two")
    try await world.git("push", "-q", "origin", "main")
    let place = try world.place(at: other)
    #expect(!place.repository.contains(tip))
    #expect(try await main.holds(value(first), now: value(tip), at: place))
  }

  @Test("a shallow clone does not take a branch to have lost what lies below its end")
  func shallow() async throws {
    let world = try await ScratchRepository("shallow")
    let release = try await world.commit("Release v1.2.0")
    try await world.git("tag", "-a", "-m", "v1.2.0", "v1.2.0")
    let tip = try await world.commit("two")
    try await world.git("push", "-q", "origin", "main", "v1.2.0")
    // As `actions/checkout` leaves it with `fetch-tags`: the tagged commit is there, what lies between is not.
    let bare = try await world.another("bare", depth: 1)
    #expect(try await main.holds(value(release), now: value(tip), at: world.place(at: bare)))
    let tagged = try await world.another("tagged", depth: 1)
    try await world.git("fetch", "-q", "--depth", "1", "origin", "tag", "v1.2.0", in: tagged)
    let place = try world.place(at: tagged)
    #expect(place.repository.contains(release))
    #expect(try await main.holds(value(release), now: value(tip), at: place))
  }

  @Test("a shallow clone knows that a branch lacks what was made on top of its end")
  func shallowAbove() async throws {
    let world = try await ScratchRepository("shallow-above")
    let tip = try #require(try world.repository().reference("refs/heads/main"))
    let path = try await world.another("other", depth: 1)
    let place = try world.place(at: path)
    let release = try await world.commit(["file": "1.2.0"], "Release v1.2.0", in: path)
    #expect(try await !main.holds(value(release), now: value(tip), at: place))
    // Also when the branch has moved on meanwhile.
    let moved = try await world.commit("two")
    try await world.git("push", "-q", "origin", "main")
    #expect(try await !main.holds(value(release), now: value(moved), at: place))
  }

  @Test("what a hook refuses moves nothing, and its words reach the reader")
  func hook() async throws {
    let world = try await ScratchRepository("hook")
    let head = try await world.commit("one")
    try await world.git("push", "-q", "origin", "main")
    let script =
      "#!/bin/sh\nwhile read old new name; do case $name in refs/tags/*) echo no tags today; exit 1;; esac; done\n"
    let path = try world.scratch.write(script, to: "origin.git/hooks/pre-receive")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let before = try await world.git("show-ref", in: world.origin)
    let place = try world.place()
    let refusal = try await #require(throws: Refusal.self) {
      try await Change.apply(
        [
          Change(tag, from: nil, to: value(head)),
          Change(GitReference("refs/brokkr-release/ledger"), from: nil, to: value(head)),
        ], at: place)
    }
    #expect(refusal.code == .remoteRefused)
    #expect(refusal.why.contains("no tags today"))
    #expect(try await world.git("show-ref", in: world.origin) == before)
  }

  @Test("a reference that moved meanwhile is left, and so is what should go with it", arguments: [true, false])
  func stale(hasRemote: Bool) async throws {
    let world = try await ScratchRepository("stale")
    let first = try await world.commit("one")
    let second = try await world.commit("two")
    var place = try world.place()
    if !hasRemote { place = GitPlace(repository: place.repository, remote: nil, ledger: place.ledger) }
    try await Change.apply([Change(tag, from: nil, to: value(second))], at: place)
    let other = GitReference("refs/tags/other")
    // The compare of the far side, not the reading before it.
    let refusal = try await #require(throws: Refusal.self) {
      try await GitReference.write(
        [Change(other, from: nil, to: value(first)), Change(tag, from: value(first), to: nil)], at: place)
    }
    #expect(refusal.code == .remoteRefused)
    let now = try await GitReference.read([tag, other], at: place)
    #expect(now == [tag: value(second)])
  }
}
