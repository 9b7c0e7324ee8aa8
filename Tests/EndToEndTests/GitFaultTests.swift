import ExternalTools
import FoundationEssentials
import TestSupport
import Testing

/// The n-th push, fetch or reading of the remote's references goes wrong, for n = 1, 2, … until a run meets no fault;
/// whatever comes of it, `resume` leads where it would have led, or `abort` back to where it began.
///
/// `BROKKR_FAULTS=all` spoils every command, otherwise a sample of them.
@Suite(
  "A remote that fails in the middle",
  .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"))
struct GitFaultTests {
  private static let isWhole = ProcessInfo.processInfo.environment["BROKKR_FAULTS"] == "all"
  private static let kinds = ["before", "lost", "silent", "garbage", "down"]

  /// Two states, and a line that leads from one to the other.
  struct Verb: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// What is done before.
    var first: [[String]]
    var line: [String]

    /// Run again, it finishes what it has left.
    var isRepeatable: Bool { line.contains("--purge") }
  }

  static let verbs = [
    Verb(testDescription: "publish", first: [], line: []),
    Verb(testDescription: "purge", first: [[]], line: ["rollback", "1.2.0", "--purge", "--yes"]),
    Verb(
      testDescription: "undo", first: [[], ["rollback", "1.2.0", "--purge", "--yes"]],
      line: ["rollback", "1.2.0", "--undo", "--yes"]),
  ]

  /// Waits until the executable has come to the command that is spoiled, then runs a script with its process as `$pid`.
  private func struck(_ scene: DiskScene, _ git: FaultGit, _ command: [String], _ script: String) async throws -> String
  {
    let start = """
      set -m; log=$1 said=$2; shift 2
      "$@" >"$said" 2>&1 & pid=$!
      while ! grep -q ' ! ' "$log" 2>/dev/null && kill -0 "$pid" 2>/dev/null; do sleep 0.02; done
      \(script)
      status=0; wait "$pid" || status=$?
      echo "$status"; cat "$said"
      """
    let tmp = ["TMPDIR": "\(scene.world.scratch.path)/tmp"]
    return try await Invocation(
      "/bin/bash",
      ["-c", start, "bash", git.file("log"), "\(scene.world.scratch.path)/said", Executable.path] + command,
      in: scene.world.clone, environment: scene.world.environment.merging(tmp) { $1 }.merging(git.variables) { $1 },
      deadline: .seconds(300)
    ).run().text
  }

  private func expect(
    _ scene: DiskScene, shows end: [String: String], _ place: Comment, at location: SourceLocation = #_sourceLocation
  ) async throws {
    #expect(try await scene.shown() == end, place, sourceLocation: location)
    let status = try await scene.world.run(["status"])
    #expect(status.output == "Nothing is in flight.\n", "\(place)\n\(status.story)", sourceLocation: location)
  }

  @Test("a publication, a purge and an undo are finished or taken back, whichever command fails", arguments: verbs)
  func eachCommand(verb: Verb) async throws {
    let scene = try await DiskScene()
    let git = try await FaultGit(before: scene.world)
    for line in verb.first { try await scene.world.succeeds(line.isEmpty ? scene.publish : line) }
    let command = verb.line.isEmpty ? scene.publish : verb.line
    let (before, after) = try await scene.ends(of: command, keeping: "begin")
    for (index, kind) in Self.kinds.enumerated() {
      let first = Self.isWhole ? 1 : 1 + index
      var number = first
      while true {
        try await scene.restore("begin")
        try git.spoil(kind, number)
        let outcome = try await scene.world.run(command, with: git.variables)
        guard let spoiled = git.spoiled() else {
          #expect(outcome.status == 0, "\(kind) \(number): \(outcome.story)")
          #expect(number > first, "\(kind) never happened: \(outcome.story)")
          break
        }
        let place: Comment = "\(kind), \(spoiled): \(outcome.story)"
        #expect([0, 1, 4, 5, 8, 10].contains(outcome.status), place)
        outcome.expectQuiet()
        // An undo whose last answer was lost is one of what is published already, which is refused.
        var isFinished = outcome.status == 0
        if !isFinished, verb.line.contains("--undo") {
          isFinished = try await scene.world.record("1.2.0").state == "published"
        }
        if !isFinished { isFinished = try await scene.world.end(command, finishing: number.isMultiple(of: 2)) }
        var end = isFinished ? after : before
        // The branch never fails a release; a purge sets it back when it is run again.
        if outcome.output.contains("refs/heads/main was left as it is") {
          if verb.isRepeatable {
            #expect(outcome.output.contains("The same command again"), place)
            try await scene.world.succeeds(command)
          } else {
            end["tree"] = before["tree"]
          }
        }
        try await expect(scene, shows: end, place)
        if isFinished {
          let verified = try await scene.world.run(["verify", "1.2.0"])
          #expect(verified.status == 0, "\(place)\n\(verified.story)")
        }
        number += Self.isWhole ? 1 : 7
      }
    }
    await scene.world.registry.ended()
  }

  @Test("a push that outlives the executable and arrives late is refused, whatever was done meanwhile")
  func late() async throws {
    let scene = try await DiskScene()
    let git = try await FaultGit(before: scene.world)
    let (before, after) = try await scene.ends(of: scene.publish, keeping: "begin")
    var number = Self.isWhole ? 1 : 3
    for round in 0... {
      try await scene.restore("begin")
      try git.spoil("late", number)
      let said = try await struck(scene, git, scene.publish, "kill -KILL \"$pid\" 2>/dev/null || :")
      guard let spoiled = git.spoiled() else {
        #expect(round > 0, "nothing was late: \(said)")
        break
      }
      let isFinished = try await scene.world.end(scene.publish, finishing: round.isMultiple(of: 2))
      let status = try await git.letLateOneGo()
      try await expect(
        scene, shows: isFinished ? after : before, "\(spoiled) ended late with \(status), finished: \(isFinished)")
      number += Self.isWhole ? 1 : 2
    }
    await scene.world.registry.ended()
  }

  @Test("a second Ctrl-C ends at once with 130 where a push never answers, and the release is finished or taken back")
  func twice() async throws {
    let scene = try await DiskScene()
    let git = try await FaultGit(before: scene.world)
    let (before, after) = try await scene.ends(of: scene.publish, keeping: "begin")
    var number = 1
    for round in 0... {
      try await scene.restore("begin")
      try git.spoil("hang", number)
      let said = try await struck(
        scene, git, scene.publish,
        // The first may be enough where nothing is being written; the second is for what does not end.
        "kill -INT \"$pid\"; sleep 1; kill -INT \"$pid\" 2>/dev/null || :")
      guard let spoiled = git.spoiled() else {
        #expect(round > 0, "nothing hung: \(said)")
        break
      }
      #expect(said.hasPrefix("130\n"), "\(spoiled): \(said)")
      try await scene.world.shell("kill \"$(cat \"$1\")\" 2>/dev/null || :", git.file("hanging"))
      let isFinished = try await scene.world.end(scene.publish, finishing: round.isMultiple(of: 2))
      try await expect(scene, shows: isFinished ? after : before, "\(spoiled): \(said)")
      number += Self.isWhole ? 1 : 3
    }
    await scene.world.registry.ended()
  }

  @Test("two who take the same release back at once, or one and one who goes on, leave one end and nothing in flight")
  func abortTwice() async throws {
    let scene = try await DiskScene()
    let git = try await FaultGit(before: scene.world)
    let (before, after) = try await scene.ends(of: scene.publish, keeping: "begin")
    for lines in [["abort", "abort", "abort"], ["resume", "abort", "resume"]] {
      try await scene.restore("begin")
      try await stopHalfWritten(scene, git)
      var folders: [String] = []
      for number in lines.indices {
        let name = "clone-\(number)-\(lines[0])"
        folders.append(try await scene.world.another(name))
      }
      let outcomes = try await withThrowingTaskGroup(of: StoryWorld.Outcome.self) { group in
        for (line, folder) in zip(lines, folders) {
          group.addTask { try await scene.world.run([line, "1.2.0", "--yes"], in: folder) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let stories: Comment = "\(outcomes.map(\.story).joined(separator: "\n---\n"))"
      #expect(outcomes.contains { $0.status == 0 }, stories)
      #expect(outcomes.allSatisfy { [0, 1, 2, 3, 5, 7].contains($0.status) }, stories)
      for outcome in outcomes { outcome.expectQuiet() }
      let status = try await scene.world.run(["status"])
      #expect(status.output == "Nothing is in flight.\n", "\(stories)\n\(status.story)")
      let record = try await scene.world.record("1.2.0")
      #expect(["published", "aborted"].contains(record.state), stories)
      #expect(lines.contains("resume") || record.state == "aborted", stories)
      #expect(try await scene.shown() == (record.state == "published" ? after : before), stories)
    }
    await scene.world.registry.ended()
  }

  /// Lets a publication lose its remote after its record says publishing.
  private func stopHalfWritten(_ scene: DiskScene, _ git: FaultGit) async throws {
    for number in 6..<40 {
      try git.spoil("down", number)
      let outcome = try await scene.world.run(scene.publish, with: git.variables)
      guard outcome.status != 0 else { break }
      if try await scene.world.status().state == "publishing" { return }
      try await scene.restore("begin")
    }
    Issue.record("the publication was never half written")
  }

  @Test("an undo that is run again changes nothing and says that there is nothing to undo")
  func undoTwice() async throws {
    let scene = try await DiskScene()
    try await scene.world.succeeds(scene.publish)
    try await scene.world.succeeds(scene.purge)
    try await scene.world.succeeds(["rollback", "1.2.0", "--undo", "--yes"])
    let shown = try await scene.shown()
    try await scene.world.refuses(["rollback", "1.2.0", "--undo", "--yes"], 2, ["nothing is there to undo"])
    #expect(try await scene.shown() == shown)
    await scene.world.registry.ended()
  }
}
