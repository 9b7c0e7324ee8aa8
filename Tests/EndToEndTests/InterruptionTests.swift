import ExternalTools
import TestSupport
import Testing

/// Ctrl-C, as a terminal sends it.
@Suite("An interrupted cut", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"))
struct InterruptionTests {
  @Test("before publishing it ends with 130, changes nothing public, and frees the version")
  func beforePublishing() async throws {
    let world = try await StoryWorld(
      extra: "approve:\n  by: none\ntest:\n  commands: [\"touch ../started; sleep 60\"]\n")
    let before = try await world.snapshot()
    // A shell in the background has its children ignore the signal, so monitor mode gives the tool a group of its own.
    let script = """
      set -m
      "$0" cut v1.2.0 --yes & pid=$!
      for _ in $(seq 600); do ls "$TMPDIR"/*/started >/dev/null 2>&1 && break; sleep 0.1; done
      kill -INT "$pid"
      wait "$pid"
      """
    let folder = "\(world.scratch.path)/tmp"
    try await world.git("init", "-q", folder)
    let outcome = try await Invocation(
      "/bin/bash", ["-c", script, Executable.path], in: world.clone,
      environment: world.environment.merging(["TMPDIR": folder]) { _, own in own }, deadline: .seconds(120)
    ).run()
    #expect(outcome.status == 130, "\(outcome.text)\n\(outcome.errorText)")
    #expect(outcome.errorText.contains("v1.2.0 was not cut"))
    #expect(try await world.snapshot() == before)
    let shown = try await world.run("show", "v1.2.0")
    #expect(shown.output.contains("aborted"))
    #expect(try await world.run("status").output.contains("Nothing is in flight"))
  }
}
