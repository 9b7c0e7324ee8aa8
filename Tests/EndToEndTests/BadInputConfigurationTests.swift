import FoundationEssentials
import TestSupport
import Testing

/// Configurations that are refused, with the place of the fault.
@Suite(
  "Configurations that are refused", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"),
  .serialized, .world())
struct BadInputConfigurationTests {
  /// A fault: what is replaced in the good configuration, and what must be said of it.
  struct Fault: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var old: String
    var new: String
    var place: String
    var words: [String]

    init(_ name: String, _ old: String, _ new: String, at place: String, _ words: String...) {
      (testDescription, self.old, self.new, self.place, self.words) = (name, old, new, place, words)
    }
  }

  @Test(
    "a fault is told with file, line, column and the nearest name",
    arguments: [
      Fault(
        "unknown key", "dockerfile:", "dockerfil:", at: "8:5", "`dockerfil` is no key", "Did you mean `dockerfile`?"),
      Fault("unknown key at the top", "builder:", "bulider:", at: "4:1", "`bulider` is no key", "`builder`"),
      Fault("wrong type", "[linux/amd64]", "linux/amd64", at: "9:16", "expected a list", "Write it as [linux/amd64]"),
      Fault("wrong type of a section", "approve:\n  by: none", "approve: none", at: "15:10", "approve: expected"),
      Fault("wrong choice", "by: none", "by: nobody", at: "16:7", "none, prompt, signature, environment", "`nobody`"),
      Fault("duplicate key", "builder:", "builder: auto\nbuilder:", at: "4:1", "`builder` is written more than once"),
      Fault("no address", "repository: 127", "repository: http://127", at: "7:17", "is no repository"),
      Fault("no platform", "linux/amd64", "linux", at: "9:17", "`linux` is no platform"),
      Fault("no architecture", "linux/amd64", "linux/amd46", at: "9:17", "Did you mean `amd64`"),
      Fault("a path out of the repository", "docker/Dockerfile", "../Dockerfile", at: "8:17", "out of the repository"),
      Fault("no YAML", "platforms: [", "platforms: [[", at: "10:1", "this is not YAML"),
      Fault("an unknown alias", "builder: buildah", "builder: *x", at: "4:10", "anchors and aliases are not read"),
      Fault("a tag pattern without a version", "builder:", "tag: \"v\"\nbuilder:", at: "4:6", "{version}"),
    ])
  func fault(fault: Fault) async throws {
    let world = try StoryWorld.shared
    let file = try world.configuration([(fault.old, fault.new)])
    for line in [["cut", "1.2.0", "--yes"], ["rollback", "--yes"]] {
      let outcome = try await world.refuses(line + ["-c", file], 2, fault.words, hasFix: false)
      #expect(outcome.errors.contains("\(file):\(fault.place): "), "\(outcome.story)")
    }
  }

  @Test("a small file that would expand without end is refused at once")
  func aliasBomb() async throws {
    let world = try StoryWorld.shared
    var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (letter, last) in zip("bcdefghijklmnop", "abcdefghijklmno") {
      text += "\(letter): &\(letter) [" + Array(repeating: "*\(last)", count: 9).joined(separator: ", ") + "]\n"
    }
    let file = try world.scratch.write(text, to: "bomb.yml")
    try await world.refuses(
      ["cut", "1.2.0", "--yes", "-c", file], 2,
      ["bomb.yml:1:4: anchors and aliases are not read.", "Write the value out"])
    let deep = try world.scratch.write(String(repeating: "[", count: 100_000), to: "deep.yml")
    try await world.refuses(["check", "-c", deep], 2, ["deep.yml:", "nested too deeply"], hasFix: false)
    let long = try world.scratch.write(String(repeating: "#", count: 2 << 20), to: "long.yml")
    try await world.refuses(["check", "-c", long], 2, ["long.yml was not read."], hasFix: false)
  }

  @Test("bytes that are no text, and a file that is not there, are refused")
  func unreadable() async throws {
    let world = try StoryWorld.shared
    let path = "\(world.scratch.path)/binary.yml"
    try Data([0x61, 0x3A, 0x20, 0xFF, 0xFE]).write(to: URL(filePath: path))
    try await world.refuses(
      ["cut", "-c", path], 2, ["binary.yml:1:4: the text cannot be read.", "not UTF-8"], hasFix: false)
    try await world.refuses(["cut", "-c", "nowhere.yml"], 2, ["nowhere.yml was not read.", "Name a file by --config"])
  }

  @Test("of two configurations none is taken, and another ending is not passed over in silence")
  func twoFiles() async throws {
    let world = try StoryWorld.shared
    try await world.shell("cp \"$1\"/.brokkr-release.yml \"$1\"/brokkr-release.yml", world.clone)
    for line in [["cut", "1.2.0", "--yes"], ["next"], ["plan"], ["check"], ["status"], ["rollback", "--yes"]] {
      try await world.refuses(
        line, 2,
        ["No configuration was read.", ".brokkr-release.yml and brokkr-release.yml", "Keep one of them."])
    }
    try await world.git("clean", "-qfd")
    try await world.git("mv", ".brokkr-release.yml", ".brokkr-release.yaml")
    try await world.refuses(["cut", "1.2.0", "--yes"], 2, [".brokkr-release.yaml was not read.", "Rename it to"])
    try await world.git("reset", "-q", "--hard")
  }

  @Test("without a configuration nothing is cut, not even with --yes")
  func none() async throws {
    let world = try StoryWorld.shared
    try await world.git("rm", "-q", ".brokkr-release.yml")
    try await world.push("chore: no configuration")
    for line in [["cut", "1.2.0", "--yes"], ["publish", "1.2.0", "--yes"]] {
      try await world.refuses(line, 2, ["Nothing was done: there is no .brokkr-release.yml.", "brokkr-release init"])
    }
    try await world.git("revert", "--no-edit", "HEAD")
    try await world.git("push", "-q", "origin", "main")
  }

  @Test("a missing Dockerfile, chart, values file or build context is named with its place, each once")
  func missingPaths() async throws {
    let world = try StoryWorld.shared
    let file = try world.configuration([
      ("docker/Dockerfile.broker", "docker/Dockerfile.brokker"), ("charts/brokkr-broker", "charts/brokkr-broke"),
      ("values: []", "values: [values/nowhere.yaml]"),
    ])
    for line in [["cut", "1.2.0", "--yes"], ["plan", "1.2.0"], ["check"]] {
      let outcome = try await world.refuses(
        line + ["-c", file], 2,
        [
          ":8:17: the Dockerfile docker/Dockerfile.brokker does not exist.", "Did you mean docker/Dockerfile.broker?",
          "the chart file charts/brokkr-broke/Chart.yaml does not exist.", "Did you mean charts/brokkr-broker?",
        ])
      #expect(outcome.errors.split(separator: "\n").count { $0.hasPrefix("error: ") } == 2, "\(outcome.story)")
    }
    let values = try world.configuration([("values: []", "values: [values/nowhere.yaml]")])
    try await world.refuses(
      ["cut", "1.2.0", "--yes", "-c", values], 2, ["the values file charts/brokkr-broker/values/nowhere.yaml does not"],
      hasFix: false)
    let context = try world.configuration([("    dockerfile:", "    context: service\n    dockerfile:")])
    try await world.refuses(
      ["cut", "1.2.0", "--yes", "-c", context], 2, ["the build context service does not exist."], hasFix: false)
  }
}
