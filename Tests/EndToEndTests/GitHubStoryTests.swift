import FoundationEssentials
import TestSupport
import Testing

/// Releases on GitHub, before a stand-in of its API.
@Suite("Releases on GitHub's stand-in", .enabled(if: Executable.canRelease))
struct GitHubStoryTests {
  private static let files = "brokkr-broker-1.2.0.tgz brokkr-release.json checksums.txt"

  private func succeeds(_ world: ForgeWorld, _ arguments: String...) async throws {
    let outcome = try await world.run(arguments)
    #expect(outcome.status == 0, "\(outcome.story)")
  }

  private func holds(_ world: ForgeWorld, _ tag: String) async throws {
    let outcome = try await world.run(["verify", tag])
    #expect(outcome.status == 0, "\(outcome.story)")
  }

  @Test("a release is made public with every file, marked when withdrawn, hidden when purged, and the same after undo")
  func wholeLife() async throws {
    let world = try await ForgeWorld()
    try await succeeds(world, "cut", "1.2.0", "--yes")
    #expect(try await world.releases() == ["v1.2.0 public \(Self.files)"])
    #expect(try await world.latest() == "v1.2.0")
    let before = try await world.world.snapshot()

    try await succeeds(world, "rollback", "--yes")
    #expect(try await world.releases() == ["v1.2.0 (withdrawn) pre-release \(Self.files)"])
    #expect(try await world.latest() == nil)
    try await holds(world, "v1.2.0")

    try await succeeds(world, "rollback", "v1.2.0", "--undo", "--yes")
    #expect(try await world.releases() == ["v1.2.0 public \(Self.files)"])
    #expect(try await world.latest() == "v1.2.0")
    #expect(try await world.world.snapshot() == before)

    try await succeeds(world, "rollback", "v1.2.0", "--purge", "--yes")
    #expect(try await world.releases().map { $0.contains(" draft ") } == [true])
    try await holds(world, "v1.2.0")
    try await succeeds(world, "rollback", "v1.2.0", "--undo", "--yes")
    #expect(try await world.releases() == ["v1.2.0 public \(Self.files)"])
    try await holds(world, "v1.2.0")
    #expect(try await world.forge.violations() == [])
  }

  @Test("a purged release whose draft was deleted is published again from the ledger")
  func undoWithoutDraft() async throws {
    let world = try await ForgeWorld()
    try await succeeds(world, "cut", "1.2.0", "--yes")
    try await succeeds(world, "rollback", "v1.2.0", "--purge", "--yes")
    try await world.forge.post("state", #"{"releases": []}"#)
    #expect(try await world.releases() == [])
    try await succeeds(world, "rollback", "v1.2.0", "--undo", "--yes")
    #expect(try await world.releases() == ["v1.2.0 public \(Self.files)"])
    try await holds(world, "v1.2.0")
  }

  @Test("a hotfix of an old line and a candidate never take the latest mark")
  func latest() async throws {
    let world = try await ForgeWorld()
    try await succeeds(world, "cut", "1.2.0", "--yes")
    try await world.world.git("checkout", "-q", "-b", "release/1.1", "v1.1.3")
    try await world.world.git("checkout", "-q", "main", "--", ".brokkr-release.yml", "charts", "docker")
    try await world.world.commit("fix: backport")
    try await world.world.git("push", "-q", "-u", "origin", "release/1.1")
    try await succeeds(world, "cut", "1.1.4", "--yes")
    #expect(try await world.latest() == "v1.2.0")
    try await world.world.git("checkout", "-q", "main")
    try await world.world.git("pull", "-q", "--rebase", "origin", "main")
    try await world.world.commit("feat: next")
    try await world.world.git("push", "-q", "origin", "main")
    try await succeeds(world, "cut", "1.3.0-rc.1", "--yes")
    #expect(try await world.latest() == "v1.2.0")
    #expect(try await world.releases().contains { $0.hasPrefix("v1.3.0-rc.1 pre-release") })
    // The mark goes back to the release that must have it, whatever the dates say.
    try await succeeds(world, "rollback", "v1.2.0", "--yes")
    #expect(try await world.latest() == "v1.1.4")
    try await holds(world, "v1.1.4")
    #expect(try await world.forge.violations() == [])
  }

  @Test("a candidate is a pre-release by its version and not by letters in it")
  func prerelease() async throws {
    let world = try await ForgeWorld()
    try await succeeds(world, "cut", "1.2.0-preview.1", "--yes")
    #expect(try await world.releases().first?.hasPrefix("v1.2.0-preview.1 pre-release") == true)
    #expect(try await world.latest() == nil)
  }

  @Test("a draft that somebody else made, and several drafts, are left alone", arguments: [1, 2])
  func foreignDraft(count: Int) async throws {
    let world = try await ForgeWorld()
    for _ in 0..<count {
      try await world.forge.post("releases", #"{"tag_name": "v1.2.0", "draft": true, "body": "mine"}"#)
    }
    struct Draft: Decodable { var html_url: String }
    let pages = try await world.forge.value("releases", as: [Draft].self).map(\.html_url)
    for command in [["cut", "1.2.0", "--yes"], ["plan", "1.2.0"], ["plan", "1.2.0", "--out", "plan.json"]] {
      let outcome = try await world.run(command)
      #expect(outcome.status == 10, "\(outcome.story)")
      #expect(Set(pages).count == count && pages.allSatisfy { outcome.errors.contains($0) }, "\(outcome.story)")
      #expect(!outcome.errors.contains("==> test"), "\(outcome.story)")
    }
    #expect(try await world.releases().count == count)
    #expect(try await world.world.references()["refs/tags/v1.2.0"] == nil)
  }

  @Test("a release of the tag that is public already is a name that is taken, before anything is built")
  func taken() async throws {
    let world = try await ForgeWorld()
    // The tag alone, at the commit that is released, would be adopted.
    try await world.world.git("tag", "v1.2.0")
    try await world.world.git("push", "-q", "origin", "v1.2.0")
    try await world.forge.post("releases", #"{"tag_name": "v1.2.0", "draft": false, "name": "mine"}"#)
    let outcome = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(outcome.status == 10, "\(outcome.story)")
    #expect(outcome.errors.contains("github:acme/app/releases/v1.2.0 is taken by other content"), "\(outcome.story)")
    #expect(!outcome.errors.contains("==> test"))
    #expect(try await world.releases() == ["mine public "])
  }

  @Test("an abort takes the draft along")
  func abort() async throws {
    let world = try await ForgeWorld()
    try await world.forge.post(
      "faults", #"{"kind": "401", "method": "PATCH", "path": "releases/[0-9]+$", "nth": 2, "times": 0}"#)
    let stopped = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(stopped.status != 0)
    #expect(try await world.releases().map { $0.contains(" draft ") } == [true])
    try await world.forge.delete("faults")
    try await succeeds(world, "abort", "--yes")
    #expect(try await world.releases() == [])
    #expect(try await world.world.references()["refs/tags/v1.2.0"] == nil)
  }

  @Test("what GitHub would refuse is refused before the build")
  func preflight() async throws {
    let world = try await ForgeWorld()
    func refused(_ token: String?, _ word: String) async throws {
      let outcome = try await world.run(["cut", "1.2.0", "--yes"], token: token)
      #expect(outcome.status == 4, "\(outcome.story)")
      #expect(outcome.errors.contains(word), "\(outcome.story)")
      #expect(!outcome.errors.contains("==> test"))
    }
    try await refused(nil, "there is no token")
    try await refused("ghp_read", "may not push")
    try await refused("ghs_read", "contents=write")
    try await refused("ghp_nonsense", "does not know the token")
    try await world.forge.post(
      "rulesets",
      """
      {"name": "no tags", "target": "tag", "enforcement": "active", "rules": [{"type": "creation"}],
       "conditions": {"ref_name": {"include": ["refs/tags/v*"], "exclude": []}}}
      """)
    try await refused("ghs_publish", "the ruleset `no tags` forbids it")
    // The job that writes the plan has fewer rights than the one that publishes, and the same identity.
    let plan = try await world.run(["plan", "1.2.0", "--out", "plan.json"], token: "ghs_read")
    #expect(plan.status == 4 && plan.errors.contains("the ruleset `no tags` forbids it"), "\(plan.story)")
    let looking = try await world.run(["plan", "1.2.0"], token: "ghs_read")
    #expect(looking.status == 0 && looking.errors.contains("the ruleset `no tags` forbids it"), "\(looking.story)")
    #expect(try await world.releases() == [])
    #expect(try await world.forge.violations() == [])
  }

  @Test(
    "rules for the commit behind a tag are refused where it cannot meet them, and said where nobody can know",
    arguments: ["required_signatures", "required_deployments", "commit_message_pattern"])
  func tagRules(rule: String) async throws {
    let world = try await ForgeWorld()
    try await world.forge.post(
      "rulesets",
      """
      {"name": "careful", "target": "tag", "enforcement": "active", "rules": [{"type": "\(rule)"}],
       "conditions": {"ref_name": {"include": ["refs/tags/v*"], "exclude": []}}}
      """)
    let plan = try await world.run(["plan", "1.2.0", "--out", "plan.json"], token: "ghs_publish")
    if rule == "commit_message_pattern" {
      #expect(
        plan.status == 0 && plan.errors.contains("asks of the commit behind v1.2.0 for a message"), "\(plan.story)")
    } else {
      #expect(plan.status == 4, "\(plan.story)")
      #expect(plan.errors.contains("v1.2.0 cannot be tagged: the ruleset `careful` asks for"), "\(plan.story)")
    }
    let doctor = try await world.run(["doctor"])
    #expect(
      doctor.output.contains("The ruleset `careful` asks something of the commits behind tags"), "\(doctor.story)")
    #expect(try await world.forge.violations() == [])
  }

  @Test("a workflow that is to be started afterwards and is not there is told with the plan, and refused by check")
  func missingDispatch() async throws {
    let world = try await ForgeWorld(extra: "github:\n  dispatch: [docs.yml]\n")
    let plan = try await world.run(["plan", "1.2.0"])
    #expect(plan.status == 0, "\(plan.story)")
    #expect(plan.errors.contains("the workflow .github/workflows/docs.yml does not exist"), "\(plan.story)")
    for command in [["check"], ["workflows", "check"]] {
      let checked = try await world.run(command)
      #expect(checked.status == 2, "\(checked.story)")
      #expect(checked.errors.contains("the workflow .github/workflows/docs.yml does not exist"), "\(checked.story)")
    }
    let written = try await world.run(["workflows", "write"])
    #expect(written.status == 0 && written.errors.contains("docs.yml does not exist"), "\(written.story)")
    // The stand-in is another server than the one that the files were made for.
    #expect(written.errors.contains("were not tried elsewhere"), "\(written.story)")
  }

  @Test("a branch with rules of the older kind may be left, and the plan says so")
  func olderProtection() async throws {
    let world = try await ForgeWorld()
    let open = try await world.run(["plan", "1.2.0"])
    #expect(open.status == 0 && !open.errors.contains("main has rules"), "\(open.story)")
    try await world.forge.post("flags", #"{"protected_branches": ["main"]}"#)
    let plan = try await world.run(["plan", "1.2.0"])
    #expect(plan.status == 0 && plan.errors.contains("main has rules of which nobody is told"), "\(plan.story)")
    #expect(try await world.forge.violations() == [])
  }

  @Test("a job's token is refused where the workflows of the commit are on no branch")
  func workflows() async throws {
    let world = try await ForgeWorld()
    try StoryWorld.write("on: push\n", to: "\(world.world.clone)/.github/workflows/old.yml")
    try await world.world.commit("ci: old")
    try await world.world.git("push", "-q", "origin", "main")
    try await world.world.git("tag", "old")
    try StoryWorld.write("on: pull_request\n", to: "\(world.world.clone)/.github/workflows/old.yml")
    try await world.world.commit("ci: new")
    try await world.world.git("push", "-q", "origin", "main")
    try await world.world.git("checkout", "-q", "old")
    let refused = try await world.run(["cut", "1.2.0", "--yes"], token: "ghs_publish")
    #expect(refused.status == 4, "\(refused.story)")
    #expect(refused.errors.contains("its workflows are on no branch"))
    try await world.world.git("push", "-q", "origin", "old:refs/heads/kept")
    let plan = try await world.run(["plan", "1.2.0"], token: "ghs_publish")
    #expect(plan.status == 0, "\(plan.story)")
    #expect(!plan.errors.contains("its workflows are on no branch"))
  }

  @Test("of an immutable release the plan says what will be final, and a purge does what is left")
  func immutable() async throws {
    let world = try await ForgeWorld()
    try await world.forge.post("flags", #"{"immutable": true}"#)
    let plan = try await world.run(["plan", "1.2.0"])
    #expect(plan.errors.contains("are immutable"), "\(plan.story)")
    #expect(plan.output.contains("leaving: the tag: releases of acme/app are immutable"))
    try await succeeds(world, "cut", "1.2.0", "--yes")
    // A job may not see the setting; what became of the last release tells it.
    let later = try await world.run(["plan", "1.2.1"], token: "ghs_read")
    #expect(later.errors.contains("are immutable"), "\(later.story)")
    #expect(later.output.contains("leaving: the tag: releases of acme/app are immutable"), "\(later.story)")
    // That the page is marked at least was promised: without the right nothing of that is done.
    let weak = try await world.run(["rollback", "v1.2.0", "--purge", "--yes"], token: "ghp_read")
    #expect(weak.status == 4, "\(weak.story)")
    let open = try await world.run(["show", "v1.2.0", "--json"])
    #expect(!open.output.contains(#""impossible""#), "\(open.story)")
    let purge = try await world.run(["rollback", "v1.2.0", "--purge", "--yes"])
    #expect(purge.status == 0, "\(purge.story)")
    #expect(purge.errors.contains("it is marked as withdrawn instead"))
    #expect(try await world.releases() == ["v1.2.0 (withdrawn) pre-release \(Self.files)"])
    #expect(try await world.latest() == nil)
    try await holds(world, "v1.2.0")
    try await succeeds(world, "rollback", "v1.2.0", "--undo", "--yes")
    #expect(try await world.releases() == ["v1.2.0 public \(Self.files)"])
  }

  @Test("aborting a release that is immutable already says what stays, before and after")
  func immutableAbort() async throws {
    let world = try await ForgeWorld()
    try await succeeds(world, "cut", "1.1.9", "--yes")
    try await world.forge.post("flags", #"{"immutable": true}"#)
    try await world.forge.post(
      "faults", #"{"kind": "401", "method": "PATCH", "path": "releases/[0-9]+$", "nth": 3, "times": 0}"#)
    let stopped = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(stopped.status != 0, "\(stopped.story)")
    #expect(try await world.releases().contains("v1.2.0 public \(Self.files)"))
    try await world.forge.delete("faults")
    // GitHub does not let the tag of such a release go; the remote here is a folder.
    let hook = "\(world.world.origin)/hooks/update"
    let script = "case \"$1 $3\" in 'refs/tags/v1.2.0 '*[1-9a-f]*) ;; refs/tags/v1.2.0*) exit 1 ;; esac"
    try StoryWorld.write("#!/bin/sh\n\(script)\n", to: hook)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
    let abort = try await world.run(["abort", "--yes"])
    #expect(abort.status == 1 && abort.output.hasPrefix("v1.2.0 is aborted but for"), "\(abort.story)")
    let preview = abort.errors.components(separatedBy: "  ok  ")[0]
    #expect(preview.contains("leaving: the tag: its release is immutable, and keeps it"), "\(abort.story)")
    let words = "stays: the release: it is immutable, so its tag and assets stay; it is marked as withdrawn instead"
    #expect(preview.contains(words.dropFirst("stays: ".count)) && abort.output.contains(words), "\(abort.story)")
    #expect(try await world.releases().contains("v1.2.0 (withdrawn) pre-release \(Self.files)"))
    // Whoever asks later is told as well.
    for verb in ["abort", "resume"] {
      let later = try await world.run([verb, "v1.2.0"])
      #expect(later.status == 0 && later.output.contains("github:acme/app/releases/v1.2.0 \(words)"), "\(later.story)")
      #expect(later.output.contains("git:refs/tags/v1.2.0 stays: "), "\(later.story)")
    }
  }

  @Test("a repository that was renamed is told, with what keeps its slots' names")
  func renamed() async throws {
    let world = try await ForgeWorld()
    try await succeeds(world, "cut", "1.2.0", "--yes")
    try await world.forge.post("state", #"{"repository": {"name": "app2"}}"#)
    try await world.forge.post("flags", #"{"renamed_from": "acme/app"}"#)
    let plan = try await world.run(["plan", "1.2.1"])
    #expect(plan.errors.contains("acme/app is called acme/app2 now"), "\(plan.story)")
    let doctor = try await world.run(["doctor"])
    #expect(doctor.output.contains("acme/app is called acme/app2 now"), "\(doctor.story)")
    try await holds(world, "v1.2.0")
    try await succeeds(world, "rollback", "v1.2.0", "--yes")
    #expect(try await world.latest() == nil)
  }

  @Test("without GitHub Releases none is made, looked for or listed, and nothing is sent")
  func disabled() async throws {
    let world = try await ForgeWorld(extra: "github:\n  release: false\n")
    let outcome = try await world.run(["cut", "1.2.0", "--yes"])
    #expect(outcome.status == 0, "\(outcome.story)")
    #expect(try await world.releases() == [])
    let requests = try await world.forge.requests()
    // Somebody's own release of the tag may keep it, which is read; nothing else is, and nothing is sent.
    let own = requests.filter { !$0.hasPrefix("GET ") || $0.contains("/releases") && !$0.contains("/tags/v1.2.0 404") }
    #expect(own == [], "\(requests)")
    #expect(!outcome.errors.contains("github:"), "\(outcome.story)")
  }
}
