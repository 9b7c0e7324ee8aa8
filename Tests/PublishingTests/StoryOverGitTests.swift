import ReleaseEngine
import Testing

@Suite("The rule of claims over a real git remote")
struct StoryOverGitTests {
  private let versions = ["1.1.3", "1.2.0", "1.2.1-rc.1", "1.2.1", "1.1.4", "1.3.0"]

  @Test(
    "short random stories end as the rule says, cut in one clone and taken back in a shallow one", arguments: 0..<10)
  func stories(seed: UInt64) async throws {
    let folder = try MemoryFolder("git-story-\(seed)")
    let world = try await GitWorld("git-story-\(seed)", layoutsAt: folder.path)
    var branches = BranchModel(["main": "0.0.0-dev", "release/1.1": "0.0.0-dev"])
    var story = try await Story(seed: seed, isWild: !seed.isMultiple(of: 3), in: world)
    try await story.run(steps: 4, choosing: versions) { story, step, answer in
      if case .done = answer, let version = step.version {
        branches.follow(step, on: GitWorld.branch(of: version))
      }
      for (branch, version) in branches.says {
        #expect(try await story.world.version(on: branch) == version, "\(branch), \(story.told)")
      }
      if case .cut(let version, _) = step, answer == .done(left: []) {
        #expect(try await story.world.contains(version, on: GitWorld.branch(of: version)), "\(story.told)")
      }
      // Now and then somebody changes the version by hand: that is nobody's to take back.
      guard story.isWild, step.description.count.isMultiple(of: 5) else { return }
      try await story.world.commit(on: "main", version: "9.9.9-by-hand")
      branches.set("9.9.9-by-hand", on: "main")
    }
    try await world.origin.git("fsck", "--strict", in: world.origin.origin)
  }
}

extension StoryStep {
  /// The version that the step is about; nil where it is about a slot alone.
  fileprivate var version: String? {
    switch self {
    case .cut(let version, _), .rollBack(let version, _, _, _), .undo(let version, _): version
    case .stranger: nil
    }
  }
}
