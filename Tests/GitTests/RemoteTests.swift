import ExternalTools
import FoundationEssentials
import Git
import Refusals
import Testing

@Suite("reading a remote")
struct RemoteTests {
  /// An origin with two commits, and a clone of it.
  static func pair(_ name: String) async throws -> (origin: Clone, clone: Clone, tips: [ObjectID]) {
    let seed = try await Clone(name)
    let tips = [try await seed.commit("feat: a", ["a": "1"]), try await seed.commit("feat: b", ["a": "2"])]
    let origin = try await seed.cloned("origin.git", "--bare")
    return (origin, try await origin.cloned("work"), tips)
  }

  @Test("exactly the references that are asked for come, whatever else ends like them")
  func exactness() async throws {
    let (origin, clone, tips) = try await Self.pair("remote-exact")
    let names = [
      "refs/tags/v1.0.0", "refs/tags/agent/v1.0.0", "refs/x/refs/tags/v1.0.0", "refs/heads/v1.0.0",
      "refs/tags/v1.0.0-rc.1",
    ]
    for name in names { try await origin.git("update-ref", name, tips[0].description) }
    try await origin.git("tag", "-a", "-m", "x", "heavy", tips[1].description)
    let remote = Remote("origin", of: try clone.repository())
    let heavy = try await origin.id("refs/tags/heavy")
    let asked = ["refs/tags/v1.0.0", "refs/tags/heavy", "refs/tags/none", "refs/tags", "v1.0.0"]
    #expect(try await remote.references(asked) == ["refs/tags/v1.0.0": tips[0], "refs/tags/heavy": heavy])
    #expect(try await remote.references([]).isEmpty)
  }

  @Test("everything below a prefix comes, annotated tags with their commits")
  func prefixes() async throws {
    let (origin, clone, tips) = try await Self.pair("remote-prefixes")
    for name in ["refs/tags/v1", "refs/tags/deep/v1", "refs/x/refs/tags/v9", "refs/x/log"] {
      try await origin.git("update-ref", name, tips[0].description)
    }
    try await origin.git("tag", "-a", "-m", "x", "v2", tips[1].description)
    let heavy = try await origin.id("refs/tags/v2")
    let remote = Remote("origin", of: try clone.repository())
    let tags = [
      "refs/tags/v1": tips[0], "refs/tags/deep/v1": tips[0], "refs/tags/v2": heavy, "refs/tags/v2^{}": tips[1],
    ]
    #expect(try await remote.all(under: ["refs/tags/"]) == tags)
    #expect(
      try await remote.all(under: ["refs/tags/v"]).keys.sorted() == ["refs/tags/v1", "refs/tags/v2", "refs/tags/v2^{}"])
    #expect(try await remote.all(under: ["refs/tags/", "refs/x/log"]).count == tags.count + 1)
    #expect(try await remote.all(under: ["refs/none/"]).isEmpty)
  }

  @Test("the default branch is what HEAD names there")
  func defaultBranch() async throws {
    let (origin, clone, tips) = try await Self.pair("remote-default")
    let remote = Remote("origin", of: try clone.repository())
    #expect(try await remote.defaultBranch() == "main")
    try await origin.git("update-ref", "refs/heads/release/1.x", tips[0].description)
    try await origin.git("symbolic-ref", "HEAD", "refs/heads/release/1.x")
    #expect(try await remote.defaultBranch() == "release/1.x")
    try await origin.git("update-ref", "--no-deref", "HEAD", tips[0].description)
    #expect(try await remote.defaultBranch() == nil)
  }

  @Test("a fetch brings history and writes no reference that it was not told to write")
  func fetching() async throws {
    let (origin, clone, tips) = try await Self.pair("remote-fetch")
    try await clone.git("tag", "only-here")
    try await clone.git("update-ref", "refs/remotes/origin/gone", tips[0].description)
    for key in ["fetch.prune", "fetch.pruneTags", "remote.origin.prune"] { try await clone.git("config", key, "true") }
    let aside = try await origin.plant("aside", at: 1_700_000_100, after: [tips[0]])
    try await origin.git("update-ref", "refs/x/log", aside.description)
    try await origin.git("tag", "v1.0.0", tips[1].description)
    let before = try await clone.references()
    let remote = Remote("origin", of: try clone.repository())
    try await remote.fetch(["refs/x/log"])
    #expect(try clone.repository().contains(aside))
    #expect(try await clone.references() == before)
    try await remote.fetch(["refs/tags/*:refs/tags/*"])
    var after = before
    after["refs/tags/v1.0.0"] = tips[1].description
    #expect(try await clone.references() == after, "what is only here stays, although the configuration prunes")
    #expect(!FileManager.default.fileExists(atPath: "\(clone.path)/.git/FETCH_HEAD"))
    await #expect(throws: Refusal.self) { try await remote.fetch(["refs/x/none"]) }
  }

  @Test("a remote that is not set up, or not there, is refused with the cause")
  func unreachable() async throws {
    let (_, clone, _) = try await Self.pair("remote-unreachable")
    let none = await #expect(throws: Refusal.self) {
      try await Remote("upstream", of: try clone.repository()).references(["HEAD"])
    }
    #expect(none?.code == .configuration)
    #expect(none?.what.contains("upstream") == true)
    try await clone.git("config", "remote.origin.url", "file://\(clone.folder)/nowhere.git")
    let remote = Remote("origin", of: try clone.repository())
    for action in [
      { _ = try await remote.references(["HEAD"]) }, { try await remote.fetch(["HEAD"]) },
      { try await remote.checkPushRight() },
      { _ = try await remote.defaultBranch() },
    ] as [@Sendable () async throws -> Void] {
      let refusal = await #expect(throws: Refusal.self) { try await action() }
      #expect(refusal?.code == .remoteUnreachable)
      #expect(refusal?.why.contains("nowhere.git") == true)
    }
  }

  @Test("nobody listening is unreachable, over any way to the remote")
  func nobody() async throws {
    let (_, clone, tips) = try await Self.pair("remote-nobody")
    // Port 1 of this machine: no such server.
    try await clone.git("config", "remote.origin.url", "http://127.0.0.1:1/x.git")
    let remote = Remote("origin", of: try clone.repository())
    let refusal = await #expect(throws: Refusal.self) {
      try await remote.apply([ReferenceUpdate(name: "refs/tags/v1", before: nil, after: tips[0])])
    }
    #expect(refusal?.code == .remoteUnreachable)
  }

  @Test("a clone of a remote by another name is spoken to through that name, and insteadOf is honored")
  func insteadOf() async throws {
    let (origin, clone, tips) = try await Self.pair("remote-instead")
    try await clone.git("remote", "rename", "origin", "upstream")
    try await clone.git("config", "remote.upstream.url", "forge:x.git")
    try await clone.git("config", "url.file://\(origin.path).insteadOf", "forge:x.git")
    let remote = Remote("upstream", of: try clone.repository())
    #expect(remote.url == "forge:x.git")
    #expect(try await remote.references(["refs/heads/main"]) == ["refs/heads/main": tips[1]])
  }
}
