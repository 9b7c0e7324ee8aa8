import Git
import Publishing
import Testing

@testable import Planning

@Suite("The references of the place that a release goes to")
struct RemoteFactsTests {
  /// A nested tag, a light one, a branch with a slash, and a first event of the ledger, here and on the remote.
  private func world(_ name: String) async throws -> ReleaseWorld {
    let world = try await ReleaseWorld(name)
    try await world.git("tag", "light")
    try await world.git("tag", "-a", "-m", "agent", "agent/v1.0.0", "HEAD^")
    try await world.git("tag", "-a", "-m", "outer", "outer", "v1.1.0")
    try await world.git("branch", "release/1.1", "HEAD^")
    try await world.git("push", "-q", "--tags", "origin", "release/1.1")
    try await world.record([ReleaseWorld.record("1.1.0")])
    return world
  }

  @Test("branches, tags with their commits, and the ledger's head", arguments: [true, false])
  func facts(hasRemote: Bool) async throws {
    let world = try await world("facts")
    var place = try world.workspace().git
    if !hasRemote { place = GitPlace(repository: place.repository, remote: nil, ledger: place.ledger) }
    let facts = try await RemoteFacts.ask(place)
    let head = try await world.head()
    let first = try ObjectID(parsing: try await world.git("rev-parse", "HEAD^"))
    #expect(facts.branches == ["main": head, "release/1.1": first])
    #expect(facts.tags.keys.sorted() == ["agent/v1.0.0", "light", "outer", "v1.1.0"])
    #expect(facts.taggedCommits == ["agent/v1.0.0": first, "light": head, "outer": first, "v1.1.0": first])
    #expect(facts.tags["light"] == head)
    #expect(try facts.tags["v1.1.0"] == ObjectID(parsing: await world.git("rev-parse", "v1.1.0")))
    #expect(try facts.ledger == ObjectID(parsing: await world.git("rev-parse", place.ledger)))
  }

  @Test("what is only here is no fact of the remote")
  func local() async throws {
    let world = try await ReleaseWorld("local")
    try await world.git("tag", "private")
    try await world.git("branch", "private")
    let facts = try await RemoteFacts.ask(world.workspace().git)
    #expect(facts.branches.keys.sorted() == ["main"])
    #expect(facts.tags.keys.sorted() == ["v1.1.0"])
    #expect(facts.ledger == nil)
  }

  @Test("a ledger on a branch is found as the ledger")
  func ledgerBranch() async throws {
    let world = try await ReleaseWorld("ledger-branch")
    try await world.git("push", "-q", "origin", "main:releases")
    let repository = try Repository(at: world.clone)
    let remote = Remote("origin", of: repository)
    let facts = try await RemoteFacts.ask(
      GitPlace(repository: repository, remote: remote, ledger: "refs/heads/releases"))
    #expect(try await facts.ledger == world.head())
  }
}
