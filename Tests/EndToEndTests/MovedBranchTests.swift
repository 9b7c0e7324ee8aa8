import TestSupport
import Testing

/// People push while a release is being built.
@Suite(
  "A branch that moves during a cut", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"))
struct MovedBranchTests {
  @Test("keeps what was pushed, and the release is merged into it")
  func merged() async throws {
    // The test command stands for a colleague: it pushes in the middle of the cut.
    let world = try await StoryWorld(
      extra: "approve:\n  by: none\ntest:\n  commands: [\"git -C $HOME/colleague push -q origin main\"]\n")
    let colleague = "\(world.scratch.path)/home/colleague"
    try await world.git("clone", "-q", world.origin, colleague)
    try await world.git("commit", "-q", "--allow-empty", "-m", "docs: meanwhile", in: colleague)
    let pushed = try await world.git("rev-parse", "HEAD", in: colleague)

    let outcome = try await world.run("cut", "v1.2.0", "--yes")
    #expect(outcome.status == 0, "\(outcome.story)")
    let history = try await world.git("rev-list", "main", in: world.origin).split(separator: "\n").map(String.init)
    let released = try await world.git("rev-parse", "v1.2.0^{commit}", in: world.origin)
    #expect(history.contains(pushed), "what was pushed meanwhile is lost")
    #expect(history.contains(released))
    let chart = try await world.git("show", "main:charts/brokkr-broker/Chart.yaml", in: world.origin)
    #expect(chart.contains("version: \"1.2.0\"   # chart version"))
    #expect(try await world.run("verify", "v1.2.0").status == 0)
  }
}
