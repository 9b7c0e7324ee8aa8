import FoundationEssentials
import TestSupport
import Testing

/// The n-th request of a publication and of a rollback fails, for every kind of failure; whatever comes of it, `resume`
/// leads where it would have led without the failure, or `abort` back to where it began.
///
/// `BROKKR_FAULTS=all` fails every request, otherwise a sample of them.
@Suite(
  "A registry that fails in the middle",
  .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"))
struct FaultTests {
  private static let kinds = ["reset", "lost", "status-500", "status-503", "status-429", "truncated", "down"]

  /// Fails requests one after the other until a run meets no failure; a sample skips some.
  private func eachFault(
    _ scene: FaultScene, from state: String, _ command: [String], before: [String: String], after: [String: String]
  ) async throws {
    let isWhole = ProcessInfo.processInfo.environment["BROKKR_FAULTS"] == "all"
    for (index, kind) in Self.kinds.enumerated() {
      var number = isWhole ? 1 : 1 + index * 3
      while true {
        try await scene.restore(state)
        try scene.proxy.forget()
        try scene.proxy.spoil(kind, number)
        let outcome = try await scene.world.run(command)
        guard scene.proxy.hasSpoiled() else {
          #expect(outcome.status == 0, "\(kind) \(number): \(outcome.story)")
          break
        }
        let place: Comment = "\(kind) at request \(number): \(outcome.story)"
        #expect([0, 1, 4, 5, 10].contains(outcome.status), place)
        #expect(!outcome.errors.contains("Fatal error"), place)
        let isFinished = try await scene.end(command, finishing: number.isMultiple(of: 2))
        #expect(try await scene.shown() == (isFinished ? after : before), place)
        let repeats = scene.proxy.repeats(spoiledCounts: ["lost", "truncated"].contains(kind))
        // Whoever takes a tag back gives it a tombstone first, once.
        let most = isFinished ? 1 : Set(repeats.filter { $0.contains("/manifests/") }).count + 1
        #expect(repeats.count <= most, "written again: \(repeats)\n\(place)")
        let status = try await scene.world.run(["status"])
        #expect(status.output == "Nothing is in flight.\n", place)
        if isFinished {
          let verified = try await scene.world.run(["verify", "1.2.0"])
          #expect(verified.status == 0, "\(place)\n\(verified.story)")
        }
        number += isWhole ? 1 : 23
      }
    }
  }

  @Test("a publication is finished or taken back, whichever request fails")
  func publication() async throws {
    let scene = try await FaultScene()
    defer { scene.proxy.stop() }
    let command = ["publish", "1.2.0", "--input", scene.built, "--yes"]
    try await scene.keep("saved")
    let before = try await scene.shown()
    try scene.proxy.forget()
    try await scene.world.succeeds(command)
    #expect(scene.proxy.count() > 10)
    #expect(scene.proxy.repeats().isEmpty, "an undisturbed publication writes nothing twice: \(scene.proxy.repeats())")
    let after = try await scene.shown()
    try await eachFault(scene, from: "saved", command, before: before, after: after)
    await scene.world.registry.ended()
  }

  @Test("a purge is finished or turned back, whichever request fails")
  func purge() async throws {
    let scene = try await FaultScene()
    defer { scene.proxy.stop() }
    try await scene.world.succeeds(["publish", "1.2.0", "--input", scene.built, "--yes"])
    try await scene.keep("saved")
    let before = try await scene.shown()
    let command = ["rollback", "1.2.0", "--purge", "--yes"]
    try await scene.world.succeeds(command)
    let after = try await scene.shown()
    try await eachFault(scene, from: "saved", command, before: before, after: after)
    await scene.world.registry.ended()
  }

  @Test("a publication and a purge that are killed at any moment are finished or taken back")
  func killed() async throws {
    let scene = try await FaultScene()
    defer { scene.proxy.stop() }
    let publish = ["publish", "1.2.0", "--input", scene.built, "--yes"]
    let purge = ["rollback", "1.2.0", "--purge", "--yes"]
    try await scene.keep("clean")
    let clean = try await scene.shown()
    let began = ContinuousClock.now
    try await scene.world.succeeds(publish)
    let length = began.duration(to: .now) / .seconds(1)
    try await scene.keep("released")
    let released = try await scene.shown()
    let rounds = Int(ProcessInfo.processInfo.environment["BROKKR_KILLS"] ?? "") ?? 4
    var random = SplitMix(seed: UInt64(rounds))
    for round in 0..<rounds {
      let isPurge = round.isMultiple(of: 3)
      let (state, command) = isPurge ? ("released", purge) : ("clean", publish)
      let (before, after) = isPurge ? (released, clean) : (clean, released)
      try await scene.restore(state)
      let delay = Double.random(in: 0.02...1.1, using: &random) * length
      try await scene.world.shell(
        "cd \"$1\"; shift; timeout -s KILL \"$@\" >/dev/null 2>&1 || :; sleep 0.3", scene.world.clone, "\(delay)",
        Executable.path, then: command)
      let isFinished = try await scene.end(command, finishing: round.isMultiple(of: 2))
      let place: Comment = "round \(round): \(command[0]) killed after \(delay) s"
      #expect(try await scene.shown() == (isFinished ? after : before), place)
      #expect(try await scene.world.run(["status"]).output == "Nothing is in flight.\n", place)
    }
    await scene.world.registry.ended()
  }

  @Test("a signal at any moment lets the write under way end, says how to go on, and ends with 130")
  func signalled() async throws {
    let scene = try await FaultScene()
    defer { scene.proxy.stop() }
    let command = ["publish", "1.2.0", "--input", scene.built, "--yes"]
    try await scene.keep("clean")
    let before = try await scene.shown()
    let began = ContinuousClock.now
    try await scene.world.succeeds(command)
    let length = began.duration(to: .now) / .seconds(1)
    let after = try await scene.shown()
    for (round, signal) in ["TERM", "HUP", "INT", "TERM"].enumerated() {
      try await scene.restore("clean")
      let delay = length * (0.3 + 0.15 * Double(round))
      // In the foreground: otherwise its group gets the signal as well, and the second SIGINT stops at once.
      let script = """
        cd "$1"; shift; status=0
        timeout --foreground --preserve-status -s "$@" >/dev/null 2>"$TMPDIR/said" || status=$?
        echo "$status"; cat "$TMPDIR/said"
        """
      let said = try await scene.world.shell(
        "TMPDIR=\"$1\"; export TMPDIR; shift; \(script)", scene.world.scratch.path, scene.world.clone, signal,
        "\(delay)", Executable.path, then: command)
      let status = said.prefix { $0 != "\n" }
      let place: Comment = "\(signal) after \(delay) s: \(said)"
      #expect(["0", "130"].contains(status), place)
      // After the last write there is nothing left to go on with.
      if status == "130", !said.contains("ok  git:refs/heads/main") { #expect(said.contains("error: "), place) }
      let shown = try await scene.world.run(["status", "--json"])
      #expect(shown.output.contains("\"lock\":null"), "the lock is freed: \(shown.story)")
      let isFinished = try await scene.end(command, finishing: round.isMultiple(of: 2))
      #expect(try await scene.shown() == (isFinished ? after : before), place)
      #expect(try await scene.world.run(["status"]).output == "Nothing is in flight.\n", place)
    }
    await scene.world.registry.ended()
  }

  @Test("an output that nobody reads stops no publication")
  func closedOutput() async throws {
    let scene = try await FaultScene()
    defer { scene.proxy.stop() }
    let command = ["publish", "1.2.0", "--input", scene.built, "--yes", "-v"]
    try await scene.world.shell(
      "cd \"$1\"; shift; { \"$@\" 2>&1; echo $? >../status; } | head -c 1 >/dev/null", scene.world.clone,
      Executable.path, then: command)
    let status = try String(contentsOfFile: "\(scene.world.scratch.path)/status", encoding: .utf8)
    #expect(status == "0\n")
    try await scene.world.succeeds(["verify", "1.2.0"])
    await scene.world.registry.ended()
  }
}
