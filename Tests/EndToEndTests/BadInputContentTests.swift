import FoundationEssentials
import TestSupport
import Testing

/// Charts that do not render and images that do not build.
@Suite(
  "Content that is not fit to be released",
  .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"), .serialized,
  .world(.init(parts: ["broker", "agent"], platforms: "linux/amd64", values: "values/production.yaml")))
struct BadInputContentTests {
  @Test("of charts and commands that fail every failure is told, not the first")
  func brokenCharts() async throws {
    let world = try StoryWorld.shared
    let charts = "\(world.clone)/charts"
    try StoryWorld.write(
      "a: {{ required \"a.name is needed\" .Values.name }}\n", to: "\(charts)/brokkr-broker/templates/a.yaml")
    try StoryWorld.write("{{ if }}\n", to: "\(charts)/brokkr-agent/templates/b.yaml")
    try world.append("test:\n  commands: [\"echo first said; exit 3\", \"true\", \"echo second said >&2; false\"]\n")
    try await world.push("feat: broken charts")
    let outcome = try await world.refuses(
      ["cut", "1.2.0", "--yes"], 1,
      [
        "chart brokkr-broker, default: `helm template` failed.", "a.name is needed",
        "chart brokkr-broker, values/production.yaml: `helm template` failed.", "brokkr-broker/templates/a.yaml",
        "chart brokkr-agent, default: `helm template` failed.", "brokkr-agent/templates/b.yaml",
        "chart brokkr-agent, values/production.yaml: `helm template` failed.",
        "The command `echo first said; exit 3` failed with status 3.", "first said",
        "The command `echo second said >&2; false` failed with status 1.", "second said",
        "v1.2.0 was not cut; nothing was published, its version is free.",
      ], isRecording: true)
    #expect(!outcome.errors.contains("==> build"), "nothing is built of what does not pass its tests")
    #expect(try await world.record("1.2.0").state == "aborted")
    #expect(try await world.status().waiting.isEmpty)
    // `test` says the same and records nothing.
    try await world.refuses(
      ["test", "1.2.0"], 1, ["a.name is needed", "second said", "brokkr-agent/templates/b.yaml"])
    try await world.mend()
  }

  @Test("a Chart.yaml that does not fit is told beside the rest")
  func chartName() async throws {
    let world = try StoryWorld.shared
    let file = "\(world.clone)/charts/brokkr-broker/Chart.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try StoryWorld.write(text.replacing("name: brokkr-broker", with: "name: other"), to: file)
    try await world.push("feat: another name")
    try await world.refuses(
      ["cut", "1.2.0", "--yes"], 1, ["Chart brokkr-broker is not fit to be released.", "its name is other"],
      hasFix: false, isRecording: true)
    try StoryWorld.write(text.replacing("version: \"1.1.3\"", with: "version: &a \"1.1.3\""), to: file)
    try await world.push("feat: an anchor")
    try await world.refuses(["cut", "1.2.0", "--yes"], 2, ["charts/brokkr-broker/Chart.yaml"], hasFix: false)
    try await world.mend()
  }

  @Test("where one image does not build the others stop, its output is shown, and the version is free again")
  func brokenImage() async throws {
    let world = try StoryWorld.shared
    let file = "\(world.clone)/docker/Dockerfile.agent"
    try StoryWorld.write("FROM scratch\nARG VERSION\nCOPY app/nowhere /app/main\n", to: file)
    try await world.push("feat: an image that does not build")
    // A stand-in before the real buildah: the broker's build waits until it is told to stop.
    let tools = "\(world.scratch.path)/tools"
    try await world.shell(
      """
      mkdir -p "$1"; real=$(command -v buildah)
      cat >"$1/buildah" <<END
      #!/bin/sh
      case "\\$*" in
        *Dockerfile.broker*)
          trap 'echo stopped >$1/broker; exit 143' TERM
          : >$1/broker-began
          n=0; while [ \\$n -lt 300 ]; do n=\\$((n+1)); sleep 0.1; done; echo went-on >$1/broker;;
        *Dockerfile.agent*) n=0; while [ ! -e $1/broker-began ] && [ \\$n -lt 100 ]; do n=\\$((n+1)); sleep 0.1; done;;
      esac
      exec $real "\\$@"
      END
      chmod +x "$1/buildah"
      """, tools)
    let path = "\(tools):\(world.environment["PATH"] ?? "")"
    let began = ContinuousClock.now
    let outcome = try await world.refuses(
      ["cut", "1.2.0", "--yes"], 1,
      [
        "agent for linux/amd64 was not built", "COPY app/nowhere /app/main", "no such file or directory",
        "v1.2.0 was not cut; nothing was published, its version is free.",
      ], with: ["PATH": path], isRecording: true)
    #expect(!outcome.errors.contains("ok  image broker"))
    #expect(ContinuousClock.now - began < .seconds(29), "the other build was waited for")
    let mark = try? String(contentsOfFile: "\(tools)/broker", encoding: .utf8)
    #expect(mark == "stopped\n", "the other build was not stopped")
    #expect(try await world.record("1.2.0").state == "aborted")
    try await world.mend()
    try await world.succeeds(["cut", "1.2.0", "--yes"])
    #expect(world.tag("acme/brokkr-agent", "1.2.0") != nil)
  }
}

extension StoryWorld {
  /// Adds to the configuration.
  fileprivate func append(_ text: String) throws {
    let file = "\(clone)/.brokkr-release.yml"
    try Self.write(try String(contentsOfFile: file, encoding: .utf8) + text, to: file)
  }

  /// Takes the files back to those of the last release before the tests, in a new commit.
  fileprivate func mend() async throws {
    try await shell("cd \"$1\" && git rm -rq . && git checkout -q v1.1.3 -- .", clone)
    try await push("fix: mended \(UUID().uuidString)")
  }
}
