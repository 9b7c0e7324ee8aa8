import FoundationEssentials
import TestSupport
import Testing

/// What `doctor` says of GitHub, before a stand-in of its API.
@Suite("Doctor on GitHub's stand-in", .enabled(if: Executable.canRelease))
struct GitHubDoctorTests {
  @Test("an environment without reviewers approves nothing, and what keeps a release from it is named with its fix")
  func environments() async throws {
    let world = try await ForgeWorld()
    let file = "\(world.world.clone)/.brokkr-release.yml"
    try StoryWorld.write(
      String(contentsOfFile: file, encoding: .utf8).replacing("by: none", with: "by: environment"), to: file)
    try await world.world.git("commit", "-q", "-a", "-m", "chore: ask")
    try await world.world.git("push", "-q", "origin", "main")

    let missing = try await world.run(["doctor"])
    #expect(missing.status == 1, "\(missing.story)")
    #expect(missing.output.contains("FAIL  environments: The environment release does not exist"))

    try await world.forge.post("environments", #"{"name": "release", "reviewers": []}"#)
    let open = try await world.run(["doctor"])
    #expect(open.output.contains("has no required reviewers: it approves nothing"), "\(open.story)")

    try await world.forge.post(
      "environments",
      """
      {"name": "release", "reviewers": ["alice"], "prevent_self_review": true, "wait_timer": 5,
       "policies": [{"name": "main", "type": "branch"}]}
      """)
    let guarded = try await world.run(["doctor"])
    #expect(guarded.status == 0, "\(guarded.story)")
    for word in ["alice is the only reviewer", "wait 5 minutes", "does not let tags such as v1.0.0 in"] {
      #expect(guarded.output.contains(word), "\(guarded.story)")
    }
    #expect(!guarded.output.contains("let the branch main in"), "\(guarded.story)")

    // The configuration refuses what GitHub would let pass, and a hotfix starts on its own branch.
    try await world.forge.post(
      "environments",
      """
      {"name": "release", "reviewers": ["alice"], "prevent_self_review": false, "wait_timer": 0,
       "policies": [{"name": "main", "type": "branch"}, {"name": "v*", "type": "tag"}]}
      """)
    try await world.forge.post("flags", #"{"retention_days": 20}"#)
    try StoryWorld.write("on: pull_request\n", to: "\(world.world.clone)/.github/workflows/unit.yml")
    try StoryWorld.write(
      String(contentsOfFile: file, encoding: .utf8) + "hand-over: registry\n", to: file)
    try await world.world.commit("chore: hand over in the registry")
    try await world.world.git("push", "-q", "origin", "main")
    let lonely = try await world.run(["doctor"])
    for word in [
      "alice is the only reviewer of release, and cannot approve a run of their own: `cutter-may-approve` is false",
      "does not let the branch release/1.0 in, from where a hotfix is released",
      "Artifacts are kept for 20 days, and an approval can take 30",
    ] {
      #expect(lonely.output.contains(word), "\(lonely.story)")
    }

    // A run of `cut`, and every rollback, starts on a branch.
    try await world.forge.post(
      "environments",
      """
      [{"name": "release", "reviewers": ["alice", "bob"], "policies": [{"name": "v*", "type": "tag"}]},
       {"name": "release-rollback", "reviewers": ["alice"], "policies": [{"name": "v*", "type": "tag"}]}]
      """)
    let shut = try await world.run(["doctor", "--for", "rollback"])
    #expect(shut.status == 0, "\(shut.story)")
    for word in [
      "The environment release-rollback does not let the branch main in, where rollback.yml runs",
      "release-rollback makes a rollback wait for alice",
    ] {
      #expect(shut.output.contains(word), "\(shut.story)")
    }
    let release = try await world.run(["doctor"])
    #expect(release.output.contains("release does not let the branch main in, where `cut` starts"), "\(release.story)")
    let cut = try await world.run(["cut", "1.2.0", "--no-follow"])
    #expect(cut.status == 6 && cut.errors.contains("does not let main in"), "\(cut.story)")
    #expect(try await world.forge.violations() == [])
  }

  @Test("whether a rollback could be made from here depends on who asks")
  func rollback() async throws {
    let world = try await ForgeWorld(ghcr: true)
    let cut = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(cut.status == 0, "\(cut.story)")
    let admin = try await world.run(["doctor", "--for", "rollback"])
    #expect(admin.status == 0, "\(admin.story)")
    #expect(admin.output.contains("A rollback from here can be made."))
    let fine = try await world.run(["doctor", "--for", "rollback"], token: "github_pat_push")
    #expect(fine.status == 1, "\(fine.story)")
    #expect(fine.output.contains("A rollback from here cannot be made before these are mended."))
    let pusher = try await world.run(["doctor", "--for", "rollback"], token: "ghp_push")
    #expect(pusher.status == 1 && pusher.output.contains("no scope delete:packages"), "\(pusher.story)")
    // What role a job has nobody can ask.
    let job = try await world.run(["doctor", "--for", "rollback"], token: "ghs_publish")
    #expect(job.output.contains("told to nobody: it needs the role Admin"), "\(job.story)")
    let nobody = try await world.run(["doctor", "--for", "rollback"], token: nil)
    #expect(nobody.status == 1, "\(nobody.story)")
    #expect(try await world.forge.violations() == [])
  }
}
