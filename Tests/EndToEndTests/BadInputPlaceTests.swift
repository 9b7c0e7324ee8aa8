import FoundationEssentials
import TestSupport
import Testing

/// Places that nothing can be released from, and machines that lack something.
@Suite(
  "Where nothing can be released", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"),
  .serialized, .world())
struct BadInputPlaceTests {
  @Test(
    "without a repository every command says so",
    arguments: [
      ["cut", "1.2.0", "--yes"], ["next"], ["plan"], ["rollback", "--yes"], ["status"], ["stamp", "1.2.0"], ["verify"],
      ["history"], ["resume"], ["abort"], ["check"], ["config"], ["test"], ["rehearse"],
    ])
  func noRepository(line: [String]) async throws {
    let world = try StoryWorld.shared
    try world.scratch.write("kept\n", to: "nothing/file")
    let outcome = try await world.run(line, in: "\(world.scratch.path)/nothing")
    outcome.expectRefusal(2, ["There is no git repository at . or above it.", "-C"])
  }

  @Test("a bare repository is refused by name", arguments: [["cut", "1.2.0", "--yes"], ["plan"], ["stamp", "1.2.0"]])
  func bare(line: [String]) async throws {
    let world = try StoryWorld.shared
    try await world.refuses(
      ["-C", world.origin] + line, 2, ["Nothing was done: ", "origin.git is a bare repository.", "working tree"])
  }

  @Test(
    "a branch without a commit has nothing to release",
    arguments: [["cut", "1.2.0", "--yes"], ["next"], ["plan"], ["test"], ["rehearse"]])
  func unborn(line: [String]) async throws {
    let world = try StoryWorld.shared
    let folder = "\(world.scratch.path)/unborn"
    try await world.git("init", "-q", "-b", "trunk", folder)
    let text = try #require(try? String(contentsOfFile: "\(world.clone)/.brokkr-release.yml", encoding: .utf8))
    try StoryWorld.write(text, to: "\(folder)/.brokkr-release.yml")
    let outcome = try await world.run(line, in: folder)
    outcome.expectRefusal(2, ["the branch trunk has no commit yet.", "Commit something first"])
  }

  @Test("what is not committed is named, and nothing is released")
  func dirtyTree() async throws {
    let world = try StoryWorld.shared
    try StoryWorld.write("changed\n", to: "\(world.clone)/app/broker")
    try StoryWorld.write("new\n", to: "\(world.clone)/forgotten")
    try await world.refuses(
      ["cut", "1.2.0", "--yes"], 2,
      [
        "Nothing was released: the working tree is not clean.", "M app/broker", "?? forgotten",
        "Commit, stash or remove",
      ])
    try await world.git("add", "-A")  // staged is not committed either
    try await world.refuses(["cut", "1.2.0", "--yes"], 2, ["M  app/broker", "A  forgotten"])
    try await world.git("reset", "-q", "--hard")
  }

  @Test("commits that the remote does not have are listed")
  func unpushed() async throws {
    let world = try StoryWorld.shared
    try await world.commit("fix: only here")
    let id = try await world.git("rev-parse", "--short=7", "HEAD")
    try await world.refuses(
      ["cut", "--yes"], 2,
      ["Nothing was released: commits are not on origin yet.", "\(id) fix: only here", "`git push origin main`"])
    try await world.git("reset", "-q", "--hard", "HEAD~1")
  }

  @Test("a remote that does not answer changes nothing, and what needs none still works")
  func unreachableRemote() async throws {
    let world = try StoryWorld.shared
    let lines = [["cut", "1.2.0", "--yes"], ["plan"], ["rollback", "--yes"], ["status"], ["next", "--fetch"]]
    try await world.git("remote", "set-url", "origin", "\(world.scratch.path)/gone.git")
    for line in lines {
      try await world.refuses(line, 1, ["origin was not read.", "does not appear to be a git repository", "ls-remote"])
    }
    try await world.git("remote", "set-url", "origin", "http://127.0.0.1:1/acme/x.git")
    try await world.refuses(["cut", "1.2.0", "--yes"], 1, ["origin was not read.", "Failed to connect"])
    let next = try await world.succeeds(["next"])
    #expect(next.output == "v1.2.0\n")
    try await world.git("remote", "rename", "origin", "upstream")
    try await world.refuses(
      ["cut", "1.2.0", "--yes"], 2, ["The repository has no remote called origin.", "`git remote add origin URL`"])
    try await world.git("remote", "rename", "upstream", "origin")
    try await world.git("remote", "set-url", "origin", world.origin)
  }

  @Test("a machine without helm, a builder or git is told what to install, all at once")
  func missingPrograms() async throws {
    let world = try StoryWorld.shared
    let folder = "\(world.scratch.path)/bin"
    try await world.shell("mkdir -p \"$1\"; for p in git sh; do ln -s \"$(command -v $p)\" \"$1/$p\"; done", folder)
    try await world.refuses(
      ["cut", "1.2.0", "--yes"], 1,
      ["no `helm` is on PATH", "Install Helm", "`buildah` is not on PATH", "apt-get install buildah"],
      with: ["PATH": folder])
    let bare = try await world.run(["cut", "1.2.0", "--yes"], with: ["PATH": "\(folder)/none"])
    bare.expectRefusal(1, ["`git` was not run: it is not on PATH.", "Install git"])
  }

  @Test("nobody's release is refused: the identity has to be known")
  func noIdentity() async throws {
    let world = try StoryWorld.shared
    try await world.refuses(
      ["cut", "1.2.0", "--yes"], 2, ["git config"], with: ["GIT_CONFIG_GLOBAL": "/dev/null"])
  }

  @Test("with --json a refusal is one object with the same status")
  func json() async throws {
    struct Answer: Decodable {
      struct Refusal: Decodable {
        var code: String
        var message: String
        var help: String
        var exit: Int32
      }
      var schema_version: Int
      var error: Refusal
    }
    let world = try StoryWorld.shared
    try StoryWorld.write("new\n", to: "\(world.clone)/forgotten")
    let answer = try await world.object(["cut", "1.2.0", "--yes"], as: Answer.self)
    #expect(answer.schema_version == 1)
    #expect(answer.error.code == "dirty-tree")
    #expect(answer.error.exit == 2)
    #expect(answer.error.message.contains("?? forgotten"))
    #expect(!answer.error.help.isEmpty)
    try await world.git("clean", "-qfd")
  }
}
