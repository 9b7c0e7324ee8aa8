import Testing

@testable import BrokkrRelease

@Suite struct NextTests {
  @Test("the tag and nothing else is printed")
  func tag() async throws {
    let clone = try await ScratchClone("next")
    try await clone.commit("feat: one")
    #expect(try await clone.run("next").output == "v0.1.0\n")
    try await clone.git("tag", "v1.0.0")
    try await clone.commit("fix: two")
    for arguments in [[], ["--explain"], ["-v"]] {
      #expect(try await clone.run(["next"] + arguments).output == "v1.0.1\n")
    }
    #expect(try await clone.run("next", "--pre", "rc").output == "v1.0.1-rc.1\n")
    #expect(try await clone.run("next", "--bump", "major").output == "v2.0.0\n")
  }

  @Test("the object has the contract's fields")
  func json() async throws {
    let clone = try await ScratchClone("next-json")
    try await clone.commit("feat: one")
    try await clone.git("tag", "-a", "v1.0.0", "-m", "v1.0.0")
    let base = try await clone.git("rev-parse", "HEAD")
    try await clone.git("tag", "v1.x")
    try await clone.commit("docs: two")
    try await clone.commit("feat!: three")
    let last = try await clone.git("rev-parse", "HEAD")
    let json = try #require(try await clone.run("next", "--json").json)
    #expect(json["version"] == "2.0.0")
    #expect(json["tag"] == "v2.0.0")
    #expect(json["base"] == ["version": "1.0.0", "tag": "v1.0.0", "commit": .string(base)])
    #expect(json["bump"] == "major")
    #expect(json["prerelease"] == false)
    #expect(json["channel"] == .null)
    #expect(json["commits"] == 2)
    guard case .array(let reasons)? = json["reasons"], case .array(let ignored)? = json["ignored"] else {
      Issue.record("no reasons, or no ignored tags")
      return
    }
    #expect(reasons.first == ["commit": .string(last), "subject": "feat!: three", "bump": "major", "note": .null])
    #expect(reasons.last?["bump"] == .null)
    #expect(ignored.map { $0["tag"] } == ["v1.x"])
    let candidate = try #require(try await clone.run("next", "--json", "--pre", "beta").json)
    #expect(candidate["prerelease"] == true)
    #expect(candidate["channel"] == "beta")
  }

  @Test("before the first release the base is null")
  func first() async throws {
    let clone = try await ScratchClone("next-first")
    try await clone.commit("chore: start")
    let json = try #require(try await clone.run("next", "--json").json)
    #expect(json["base"] == .null)
    #expect(json["version"] == "0.1.0")
  }

  @Test("nothing to release is 3, and the commits that were seen are named")
  func nothing() async throws {
    let clone = try await ScratchClone("next-nothing")
    try await clone.commit("feat: one")
    try await clone.git("tag", "v1.0.0")
    #expect(try await clone.run("next").status == .nothingToRelease)
    try await clone.commit("docs: seen")
    let run = try await clone.run("next")
    #expect(run.status == .nothingToRelease)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains("docs: seen"))
    #expect(try await clone.run("next", "--json").json?["error"]?["code"] == "nothing-to-release")
  }

  @Test("no repository, and a branch without a commit, are 2")
  func unusable() async throws {
    let clone = try await ScratchClone("next-unborn")
    #expect(try await clone.run("next").status == .usage)
    let run = try await CapturedRun(["-C", "\(clone.path)/../nowhere", "next", "--json"])
    #expect(run.status == .usage)
    #expect(run.json?["error"]?["code"] == "no-repository")
  }

  @Test("configuration, its file by name, and variables decide pattern and spelling")
  func configured() async throws {
    let clone = try await ScratchClone("next-configured")
    try await clone.write("tag: \"r{version}\"\nprerelease: \"{channel}{n}\"\n", to: ".brokkr-release.yml")
    try await clone.write("tag: \"x{version}\"\n", to: "other.yml")
    try await clone.commit("feat: one")
    #expect(try await clone.run("next", "--pre", "rc").output == "r0.1.0-rc1\n")
    #expect(try await clone.run("next", "-c", "\(clone.path)/other.yml").output == "x0.1.0\n")
    let set = try await CapturedRun(["next", "-C", clone.path], environment: ["BROKKR_RELEASE_TAG": "y{version}"])
    #expect(set.output == "y0.1.0\n")
    #expect(try await clone.run("next", "-c", "\(clone.path)/none.yml").status == .usage)
    try await clone.write("tagg: x\n", to: ".brokkr-release.yml")
    let wrong = try await clone.run("next", "--json")
    #expect(wrong.status == .usage)
    #expect(wrong.json?["error"]?["code"] == "configuration")
  }

  @Test("a component counts its own tags and the commits of its paths")
  func component() async throws {
    let clone = try await ScratchClone("next-component")
    try await clone.write(
      "components:\n  agent: { tag: \"agent/v{version}\", paths: [agent/**] }\n"
        + "  broker: { tag: \"broker/v{version}\", paths: [broker/**] }\n", to: ".brokkr-release.yml")
    try await clone.write("1", to: "agent/a")
    try await clone.write("1", to: "broker/b")
    try await clone.commit("feat: both")
    try await clone.git("tag", "agent/v1.0.0")
    try await clone.git("tag", "broker/v3.0.0")
    try await clone.write("2", to: "agent/a")
    try await clone.commit("fix: agent")
    #expect(try await clone.run("next", "--component", "agent").output == "agent/v1.0.1\n")
    #expect(try await clone.run("next", "--component", "broker").status == .nothingToRelease)
    #expect(try await clone.run("next").status == .usage)
    #expect(try await clone.run("next", "--component", "none").status == .usage)
  }

  @Test("--fetch brings the remote's tags, and only it does")
  func fetch() async throws {
    let origin = try await ScratchClone("next-origin")
    try await origin.commit("feat: one")
    try await origin.git("tag", "v1.0.0")
    let clone = try await ScratchClone("next-clone", of: origin)
    try await origin.git("tag", "v2.0.0")
    try await clone.commit("fix: two")
    #expect(try await clone.run("next").output == "v1.0.1\n")
    #expect(try await clone.run("next", "--fetch").output == "v2.0.1\n")
    try await origin.commit("fix: elsewhere")
    try await origin.git("tag", "-f", "v2.0.0")
    let moved = try await clone.run("next", "--fetch")
    #expect(moved.status == .historyUnsafe)
    #expect(moved.messages.contains("v2.0.0"))
  }

  @Test("tags that only the clone has are told with --fetch")
  func onlyHere() async throws {
    let origin = try await ScratchClone("next-origin")
    try await origin.commit("feat: one")
    let clone = try await ScratchClone("next-clone", of: origin)
    try await clone.git("tag", "v9.0.0")
    #expect(try await clone.run("next", "--fetch").status == .historyUnsafe)
  }

  /// main with v1.2.0 and v1.3.0, and a fix on release/1.2, which is checked out.
  private func maintained(_ name: String) async throws -> ScratchClone {
    let clone = try await ScratchClone(name)
    try await clone.commit("feat: one")
    try await clone.git("tag", "v1.2.0")
    try await clone.commit("feat: two")
    try await clone.git("tag", "v1.3.0")
    try await clone.git("checkout", "-q", "-b", "release/1.2", "v1.2.0")
    try await clone.commit("fix: hot")
    return clone
  }

  @Test("a detached commit has the rule of the branch that it is on, of a remote or here")
  func detached() async throws {
    let clone = try await maintained("next-detached")
    #expect(try await clone.run("next").output == "v1.2.1\n")
    try await clone.git("checkout", "-q", "--detach")
    let local = try await clone.run("next", "--json")
    #expect(local.json?["tag"] == "v1.2.1")
    #expect(local.json?["branch"] == "release/1.2")
    // A release whose stamp only its tag reaches, and one commit ahead of a branch.
    try await clone.commit("fix: ahead")
    #expect(try await clone.run("next").output == "v1.2.1\n")
    let copy = try await ScratchClone("next-detached-copy", of: clone)
    try await copy.git("checkout", "-q", "--detach", "origin/release/1.2")
    #expect(try await copy.run("next").output == "v1.2.1\n")
    try await copy.git("remote", "rename", "origin", "upstream")
    #expect(try await copy.run("next").output == "v1.2.1\n")
  }

  @Test("a branch of one clone does not bring back a hotfix that only its tag reaches")
  func ownBranch() async throws {
    let clone = try await maintained("next-own-branch")
    try await clone.git("checkout", "-q", "--detach")
    try await clone.commit("chore: release\n\nRelease: v1.2.1")
    try await clone.git("tag", "v1.2.1")
    let copy = try await ScratchClone("next-own-branch-copy", of: clone)
    try await copy.git("checkout", "-q", "release/1.2")
    #expect(try await copy.run("next").status == .nothingToRelease)
    try await copy.git("branch", "keep", "v1.2.1")
    #expect(try await copy.run("next").status == .nothingToRelease)
  }

  @Test("a detached commit that several branches have is refused, as by plan")
  func ambiguous() async throws {
    let clone = try await maintained("next-ambiguous")
    try await clone.git("branch", "release/1.2-extra")
    #expect(try await clone.run("next").output == "v1.2.1\n")
    try await clone.git("checkout", "-q", "--detach")
    for command in ["next", "changelog"] {
      let run = try await clone.run(command)
      #expect(run.status == .usage)
      #expect(run.messages.contains("several have this commit"), "\(run.messages)")
      #expect(run.messages.contains("release/1.2, release/1.2-extra"))
    }
  }

  @Test("that no branch has a detached commit is said, and that it counts as a trunk")
  func onNoBranch() async throws {
    let clone = try await maintained("next-nowhere")
    try await clone.git("checkout", "-q", "--detach")
    try await clone.commit("fix: one ahead")
    try await clone.commit("fix: two ahead")
    let run = try await clone.run("next", "--explain")
    #expect(run.output == "v1.3.1\n")
    #expect(run.messages.contains("No branch is checked out, and none with a rule has this commit"))
    #expect(run.messages.contains("branch   none is checked out"), "\(run.messages)")
  }

  @Test("a branch without a rule is said to count as a trunk")
  func unruled() async throws {
    let clone = try await maintained("next-unruled")
    try await clone.git("checkout", "-q", "-b", "topic")
    let run = try await clone.run("next", "--explain")
    #expect(run.output == "v1.3.1\n")
    #expect(run.messages.contains("topic has no rule in the configuration: it counts as a trunk"), "\(run.messages)")
  }

  @Test("a tag where a component's tags need a folder is refused by name")
  func blocked() async throws {
    let clone = try await ScratchClone("next-blocked")
    try await clone.write("components: { a: { paths: [a/**] } }\n", to: ".brokkr-release.yml")
    try await clone.write("1", to: "a/file")
    try await clone.commit("feat: one")
    #expect(try await clone.run("next", "--component", "a").output == "a/v0.1.0\n")
    try await clone.git("tag", "a")
    let run = try await clone.run("next", "--component", "a")
    #expect(run.status == .usage && run.messages.contains("The tag a is where these tags need a folder"))
  }

  @Test("nothing to release is explained in JSON too")
  func nothingInJSON() async throws {
    let clone = try await ScratchClone("next-nothing-json")
    try await clone.commit("feat: one")
    try await clone.git("tag", "v1.0.0")
    try await clone.git("tag", "v1.x")
    try await clone.commit("docs: seen")
    let run = try await clone.run("next", "--json")
    #expect(run.status == .nothingToRelease)
    let json = try #require(run.json)
    #expect(json["error"]?["exit"] == 3)
    #expect(json["version"] == .null)
    #expect(json["base"]?["tag"] == "v1.0.0")
    #expect(json["series"] == "trunk")
    #expect(json["commits"] == 1)
    guard case .array(let ignored)? = json["ignored"], case .array(let reasons)? = json["reasons"] else {
      Issue.record("no reasons, or no ignored tags")
      return
    }
    #expect(ignored.map { $0["tag"] } == ["v1.x"])
    #expect(reasons.map { $0["subject"] } == ["docs: seen"])
  }
}
