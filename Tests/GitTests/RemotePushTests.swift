import FoundationEssentials
import Git
import Refusals
import Testing

@Suite("pushing to a remote")
struct RemotePushTests {
  private func hook(_ name: String, _ script: String, in origin: Clone) async throws {
    try origin.write("#!/bin/sh\n\(script)\n", to: "origin.git/hooks/\(name)")
    try await origin.executable("hooks/\(name)")
    try await origin.git("config", "core.hooksPath", "\(origin.path)/hooks")
  }

  @Test("all move together, each over what it held")
  func together() async throws {
    let (origin, clone, tips) = try await RemoteTests.pair("push-together")
    try await origin.git("update-ref", "refs/tags/old", tips[0].description)
    try await origin.git("update-ref", "refs/x/back", tips[1].description)
    let repository = try clone.repository()
    let tag = try await repository.writeTag("v1.0.0", of: tips[1], message: "x", by: Clone.author)
    let release = try await repository.writeCommit(
      tree: repository.tree(of: tips[1]), parents: [tips[1]], message: "x", by: Clone.author)
    try await Remote("origin", of: repository).apply([
      ReferenceUpdate(name: "refs/tags/v1.0.0", before: nil, after: tag),
      ReferenceUpdate(name: "refs/heads/main", before: tips[1], after: release),
      ReferenceUpdate(name: "refs/tags/old", before: tips[0], after: nil),
      ReferenceUpdate(name: "refs/x/back", before: tips[1], after: tips[0]),  // not a fast-forward
    ])
    #expect(
      try await origin.references() == [
        "refs/tags/v1.0.0": "\(tag)", "refs/heads/main": "\(release)", "refs/x/back": "\(tips[0])",
      ])
    #expect(try await clone.git("tag") == "", "the clone's own references stay")
  }

  @Test("a repeat is harmless, and nothing to push is fine")
  func twice() async throws {
    let (_, clone, tips) = try await RemoteTests.pair("push-twice")
    let remote = Remote("origin", of: try clone.repository())
    try await remote.apply([])
    let update = ReferenceUpdate(name: "refs/tags/v1", before: nil, after: tips[0])
    try await remote.apply([update])
    try await remote.apply([ReferenceUpdate(name: "refs/tags/v1", before: tips[0], after: tips[0])])
  }

  @Test("one that is not as expected is named as stale, and none moves", arguments: [0, 1, 2])
  func stale(position: Int) async throws {
    let (origin, clone, tips) = try await RemoteTests.pair("push-stale")
    try await origin.git("update-ref", "refs/tags/moved", tips[0].description)
    let before = try await origin.references()
    let remote = Remote("origin", of: try clone.repository())
    let wrong = [
      ReferenceUpdate(name: "refs/tags/moved", before: nil, after: tips[1]),  // exists
      ReferenceUpdate(name: "refs/tags/moved", before: tips[1], after: tips[1]),  // other than expected
      ReferenceUpdate(name: "refs/tags/moved", before: tips[1], after: nil),  // removal of another
    ]
    for update in wrong {
      var updates = [
        ReferenceUpdate(name: "refs/tags/a", before: nil, after: tips[0]),
        ReferenceUpdate(name: "refs/x/z", before: nil, after: tips[1]),
      ]
      updates.insert(update, at: position)
      let rejection = await #expect(throws: ReferenceRejected.self) { try await remote.apply(updates) }
      #expect(rejection?.name == "refs/tags/moved")
      #expect(rejection?.isStale == true)
      #expect(rejection?.isUnauthorized == false)
      #expect(try await origin.references() == before)
    }
  }

  @Test("one that a hook refuses is named with what the hook said, and none moves", arguments: [0, 1, 2])
  func hookRefuses(position: Int) async throws {
    let (origin, clone, tips) = try await RemoteTests.pair("push-hook")
    try await hook("update", #"[ "$1" != refs/tags/no ] || { echo "frozen until Monday" >&2; exit 1; }"#, in: origin)
    let before = try await origin.references()
    var updates = [
      ReferenceUpdate(name: "refs/heads/main", before: tips[1], after: tips[0]),
      ReferenceUpdate(name: "refs/x/z", before: nil, after: tips[1]),
    ]
    updates.insert(ReferenceUpdate(name: "refs/tags/no", before: nil, after: tips[0]), at: position)
    let remote = Remote("origin", of: try clone.repository())
    let rejection = await #expect(throws: ReferenceRejected.self) { try await remote.apply(updates) }
    #expect(rejection?.name == "refs/tags/no")
    #expect(rejection?.isStale == false)
    #expect(rejection?.reason.contains("hook declined") == true)
    #expect(rejection?.reason.contains("frozen until Monday") == true)
    #expect(try await origin.references() == before)
  }

  @Test("one that is moved there between our look and our push is stale, and none moves")
  func overtaken() async throws {
    let (origin, clone, tips) = try await RemoteTests.pair("push-overtaken")
    let update = "git update-ref refs/x/log \(tips[0])"
    try await hook("pre-receive", "unset GIT_QUARANTINE_PATH; \(update)", in: origin)
    let remote = Remote("origin", of: try clone.repository())
    let rejection = await #expect(throws: ReferenceRejected.self) {
      try await remote.apply([
        ReferenceUpdate(name: "refs/tags/v1", before: nil, after: tips[1]),
        ReferenceUpdate(name: "refs/x/log", before: nil, after: tips[1]),
      ])
    }
    #expect(rejection?.isStale == true)
    #expect(rejection?.isUnauthorized == false)
    #expect(try await origin.references()["refs/x/log"] == "\(tips[0])")
    #expect(try await origin.references()["refs/tags/v1"] == nil)
  }

  @Test("a branch that may not be deleted or forced there is refused and not called stale")
  func settings() async throws {
    let (origin, clone, tips) = try await RemoteTests.pair("push-settings")
    try await origin.git("config", "receive.denyNonFastForwards", "true")
    let remote = Remote("origin", of: try clone.repository())
    let rejection = await #expect(throws: ReferenceRejected.self) {
      try await remote.apply([ReferenceUpdate(name: "refs/heads/main", before: tips[1], after: tips[0])])
    }
    #expect(rejection?.name == "refs/heads/main")
    #expect(rejection?.isStale == false)
  }

  @Test("a server that cannot move several at once is refused by that cause")
  func notAtomic() async throws {
    let (origin, clone, tips) = try await RemoteTests.pair("push-not-atomic")
    try await origin.git("config", "receive.advertiseAtomic", "false")
    let remote = Remote("origin", of: try clone.repository())
    let refusal = await #expect(throws: Refusal.self) {
      try await remote.apply([ReferenceUpdate(name: "refs/tags/v1", before: nil, after: tips[0])])
    }
    #expect(refusal?.code == .remoteRefused)
    #expect(refusal?.why.contains("--atomic") == true)
    #expect(try await origin.references()["refs/tags/v1"] == nil)
  }

  @Test("settings of the user's pushes change nothing: no tags follow, no submodule is pushed, no hook runs")
  func userSettings() async throws {
    let (origin, clone, tips) = try await RemoteTests.pair("push-user")
    try await clone.git("tag", "-a", "-m", "x", "private")
    for (key, value) in [
      "push.followTags": "true", "push.recurseSubmodules": "only", "push.default": "matching",
      "remote.origin.push": "refs/heads/*:refs/heads/*",
    ] { try await clone.git("config", key, value) }
    try clone.write("#!/bin/sh\nexit 1\n", to: "work/.no-hooks/pre-push")
    try await clone.executable(".no-hooks/pre-push")
    let remote = Remote("origin", of: try clone.repository())
    try await remote.checkPushRight()
    try await remote.apply([ReferenceUpdate(name: "refs/x/log", before: nil, after: tips[0])])
    #expect(try await origin.references() == ["refs/heads/main": "\(tips[1])", "refs/x/log": "\(tips[0])"])
  }

  @Test("asking for the right to push leaves nothing there")
  func pushRight() async throws {
    let (origin, clone, tips) = try await RemoteTests.pair("push-right")
    let (before, objects) = (try await origin.references(), try await origin.git("count-objects", "-v"))
    try await clone.commit("feat: not pushed", ["c": "3"])
    let remote = Remote("origin", of: try clone.repository())
    try await remote.checkPushRight()
    #expect(try await origin.references() == before)
    #expect(try await origin.git("count-objects", "-v") == objects)
    #expect(try await clone.references()["refs/remotes/origin/main"] == "\(tips[1])")
    let unborn = try await Clone("push-right-unborn")
    try await unborn.git("remote", "add", "origin", origin.path)
    try await Remote("origin", of: try unborn.repository()).checkPushRight()
  }

  @Test("of many that push the same reference at once exactly one succeeds, and the others are stale")
  func race() async throws {
    let (origin, clone, _) = try await RemoteTests.pair("push-race")
    var tips: [ObjectID] = []
    for number in 0..<4 { tips.append(try await clone.plant("cut \(number)", at: 1_700_000_000, after: [])) }
    let remote = Remote("origin", of: try clone.repository())
    let winners = try await withThrowingTaskGroup(of: ObjectID?.self) { group in
      for tip in tips {
        group.addTask {
          do {
            try await remote.apply([
              ReferenceUpdate(name: "refs/tags/v1", before: nil, after: tip),
              ReferenceUpdate(name: "refs/x/log", before: nil, after: tip),
            ])
            return tip
          } catch let rejection as ReferenceRejected {
            #expect(rejection.isStale, "\(rejection.reason)")
            return nil
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
    }
    try #require(winners.count == 1)
    let found = try await origin.references()
    #expect(found["refs/tags/v1"] == "\(winners[0])")
    #expect(found["refs/x/log"] == "\(winners[0])")
  }
}
