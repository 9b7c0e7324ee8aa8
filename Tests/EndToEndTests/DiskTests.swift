import ExternalTools
import FoundationEssentials
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Disks that take nothing more, for want of room, of size or of rights: what is in the way is named, looking still
/// works, and afterwards the release is finished or taken back.
@Suite("A disk that takes nothing", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"))
struct DiskTests {
  private static func succeeds(_ program: String, _ arguments: [String]) async -> Bool {
    (try? await Invocation(program, arguments).run())?.succeeded == true
  }

  /// Whether a disk can be mounted for one process.
  static func mayMount() async -> Bool {
    await succeeds("unshare", ["-m", "sh", "-c", "mount -t tmpfs -o size=64k none /mnt"])
  }

  /// What runs a program as somebody whom modes stop: nothing, or for root a change to nobody.
  private static let another =
    getuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : ["env"]

  /// Whether that works here.
  static func mayBeAnother() async -> Bool {
    await succeeds(another[0], Array(another.dropFirst()) + [Executable.path, "--version"])
  }

  /// Runs a script with `$0` for the executable and the line as its words.
  private func run(_ script: String, _ line: [String], in scene: DiskScene) async throws -> StoryWorld.Outcome {
    let outcome = try await Invocation(
      "/bin/sh", ["-c", script, Executable.path] + line, in: scene.world.clone,
      environment: scene.world.environment.merging(["TMPDIR": "\(scene.world.scratch.path)/tmp"]) { $1 },
      deadline: .seconds(300)
    ).run()
    return StoryWorld.Outcome(status: outcome.status, output: outcome.text, errors: outcome.errorText)
  }

  private func expectEnd(
    _ scene: DiskScene, _ outcome: StoryWorld.Outcome, finishing: Bool, before: [String: String],
    after: [String: String], at location: SourceLocation = #_sourceLocation
  ) async throws {
    let isFinished = try await scene.world.end(scene.publish, finishing: finishing, at: location)
    let shown = try await scene.shown()
    #expect(shown == (isFinished ? after : before), "\(outcome.story)", sourceLocation: location)
    #expect(
      try await scene.world.run(["status"]).output == "Nothing is in flight.\n", "\(outcome.story)",
      sourceLocation: location)
  }

  @Test("a limit of the size of files ends what it has to with its name, and no signal ends the executable")
  func sizeLimit() async throws {
    let scene = try await DiskScene()
    let (before, after) = try await scene.ends(of: scene.publish, keeping: "clean")
    // In blocks of 512 bytes, so that ledger, blobs and indexes each meet it.
    var failures = 0
    for (round, blocks) in [0, 1, 2, 3].enumerated() {
      try await scene.restore("clean")
      let outcome = try await run("ulimit -f \(blocks); exec \"$0\" \"$@\"", scene.publish, in: scene)
      #expect([0, 1].contains(outcome.status), "\(outcome.story)")
      outcome.expectQuiet()
      if outcome.status == 1 {
        outcome.expectRefusal(1, ["File too large"])
        failures += 1
      }
      try await expectEnd(scene, outcome, finishing: round.isMultiple(of: 2), before: before, after: after)
    }
    #expect(failures > 1, "the limit was met")
    // What the build has written is there, and only the files of the candidate are new.
    try await scene.restore("clean")
    let plan = try await run("ulimit -f 0; exec \"$0\" \"$@\"", ["plan", "1.2.0"], in: scene)
    plan.expectRefusal(1, ["was not exported", "limit of the size of files", "ulimit -f unlimited"])
    await scene.world.registry.ended()
  }

  @Test(
    "a full disk is told as one, whoever's it is, and what was begun is finished or taken back",
    .enabled("the right to mount is needed") { await mayMount() }, arguments: ["clone", "origin.git"])
  func full(folder: String) async throws {
    let scene = try await DiskScene()
    let (before, after) = try await scene.ends(of: scene.publish, keeping: "clean")
    var failures = 0
    // The room that is left, in KiB: none for the first object, some for the first records, enough for all but the last.
    for (round, room) in [0, 16, 64, 96].enumerated() {
      try await scene.restore("clean")
      let outcome = try await run(
        onFullDisk(folder, room: room, at: scene.world.scratch.path), scene.publish, in: scene)
      try await scene.world.shell("cd \"$1\"; rm -rf \"$2\"; mv kept \"$2\"", scene.world.scratch.path, folder)
      #expect([0, 1].contains(outcome.status), "\(outcome.story)")
      outcome.expectQuiet()
      if outcome.status == 1 {
        outcome.expectRefusal(
          1, folder == "clone" ? ["No space left", "Make room on the disk"] : ["The remote could not write"])
        failures += 1
      }
      try await expectEnd(scene, outcome, finishing: round.isMultiple(of: 2), before: before, after: after)
    }
    #expect(failures > 1, "the disk was full")
    await scene.world.registry.ended()
  }

  @Test(
    "a full disk for temporary files is told with the folder, and nothing is changed",
    .enabled("the right to mount is needed") { await mayMount() }, arguments: [0, 16])
  func fullTemporary(room: Int) async throws {
    let scene = try await DiskScene()
    let before = try await scene.shown()
    try await scene.world.shell("mkdir -p \"$1/tmp\"", scene.world.scratch.path)
    let outcome = try await run(
      onFullDisk("tmp", room: room, at: scene.world.scratch.path), ["cut", "1.2.0", "--yes"], in: scene)
    outcome.expectRefusal(1, ["v1.2.0 was not cut", "\(scene.world.scratch.path)/tmp/", "Make room on the disk"])
    #expect(try await scene.shown() == before)
    #expect(try await scene.world.run(["status"]).output == "Nothing is in flight.\n")
    try await scene.world.shell("rm -rf \"$1/tmp\" \"$1/kept\"", scene.world.scratch.path)
    try await scene.world.succeeds(["cut", "1.2.0", "--yes"])
    await scene.world.registry.ended()
  }

  /// A script that runs the line while a folder of the world lies on a disk with so many KiB left.
  ///
  /// The folder as it was left is called `kept` afterwards. Nobody else sees the disk, and it ends with the script.
  private func onFullDisk(_ folder: String, room: Int, at world: String) -> String {
    let script = """
      set -e; cd '\(world)'; mkdir -p disk; mount -t tmpfs -o size=24m none disk
      cp -a \(folder) disk/; mount --bind disk/\(folder) \(folder)
      dd if=/dev/zero of=disk/room bs=1k count=\(room) 2>/dev/null
      dd if=/dev/zero of=disk/rest bs=4k 2>/dev/null || :
      rm disk/room; cd clone; status=0
      "$0" "$@" || status=$?
      cp -a '\(world)/disk/\(folder)' '\(world)/kept'
      exit "$status"
      """
    return "exec unshare -m /bin/sh -c '\(script.replacing("'", with: #"'\''"#))' \"$0\" \"$@\""
  }

  @Test(
    "what may not be written is named, looking still works, and once it may the release goes out",
    .enabled("another user than root is needed, whom modes stop") { await mayBeAnother() },
    arguments: [
      (folder: "clone/.git", line: "publish", status: Int32(1), words: ["clone/.git", "Look at the folder's rights"]),
      ("clone", "stamp", 1, ["clone/charts/brokkr-broker", "was not written", "Permission denied"]),
      ("clone", "publish", 0, []),  // what is checked out is not touched
      ("home", "publish", 0, []),
      ("origin.git", "publish", 1, ["did not move refs/brokkr-release/ledger", "The remote could not write"]),
      ("shelf", "publish", 4, ["shelf/brokkr-broker cannot be written", "takes no files from you"]),
    ])
  func readOnly(folder: String, line: String, status: Int32, words: [String]) async throws {
    let scene = try await DiskScene()
    let line = line == "publish" ? scene.publish : [line, "1.2.0"]
    let world = scene.world.scratch.path
    let before = try await scene.shown()
    try await scene.world.shell(
      """
      cd "$1"; mkdir -p tmp; chmod -R a+rX .
      [ "$(id -u)" != 0 ] || chown -R 65534:65534 clone origin.git shelf tmp home
      chmod -R a-w "$2"; [ "$2" != clone ] || chmod -R u+w clone/.git
      """, world, folder)
    let another = Self.another.joined(separator: " ")
    for looking in [["next"], ["status"], ["history"], ["plan", "1.2.0"], ["check"]] {
      let outcome = try await run("exec \(another) \"$0\" \"$@\"", looking, in: scene)
      #expect(outcome.status == 0, "\(looking) with \(folder) read-only: \(outcome.story)")
    }
    let outcome = try await run("exec \(another) \"$0\" \"$@\"", line, in: scene)
    if status == 0 {
      #expect(outcome.status == 0, "\(outcome.story)")
    } else {
      outcome.expectRefusal(status, words)
    }
    try await scene.world.shell(
      """
      cd "$1"; chmod -R u+w .; [ "$(id -u)" != 0 ] || chown -R 0:0 clone origin.git shelf tmp home
      """, world)
    #expect(try await scene.world.run(["status"]).output == "Nothing is in flight.\n", "\(outcome.story)")
    if status != 0 {
      #expect(try await scene.shown() == before, "\(outcome.story)")
      #expect(try await scene.world.git("status", "--porcelain") == "", "\(outcome.story)")
      try await scene.world.succeeds(scene.publish)
    }
    try await scene.world.succeeds(["verify", "1.2.0"])
    await scene.world.registry.ended()
  }
}
