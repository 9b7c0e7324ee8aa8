import FoundationEssentials
import TestSupport
import Testing

/// A built release of one image and one chart that goes to image layouts on this disk, so that every write of its
/// publication is a system call of the executable or of git.
struct DiskScene {
  let world: StoryWorld
  let built: String
  /// Where the layouts lie.
  var shelf: String { "\(world.scratch.path)/shelf" }
  /// The line that publishes.
  var publish: [String] { ["publish", "1.2.0", "--input", built, "--yes"] }
  /// The line that takes it back.
  let purge = ["rollback", "1.2.0", "--purge", "--yes"]

  init() async throws {
    world = try await StoryWorld(.small)
    built = "\(world.scratch.path)/built"
    let file = "\(world.clone)/.brokkr-release.yml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
      .replacing("oci://\(world.registry.host)/acme", with: "oci-layout:../shelf")
      .replacing("\(world.registry.host)/acme", with: "oci-layout:../shelf")
    try StoryWorld.write(text, to: file)
    try await world.push("chore: to image layouts")
    try await world.succeeds(["build", "1.2.0", "--output", built])
    try FileManager.default.createDirectory(atPath: shelf, withIntermediateDirectories: true)
  }

  func keep(_ name: String) async throws {
    try await world.shell(
      "mkdir -p \"$1/$2\"; cd \"$1\"; cp -a origin.git clone shelf \"$2/\"", world.scratch.path, name)
  }

  func restore(_ name: String) async throws {
    try await world.shell(
      "cd \"$1\"; rm -rf origin.git clone shelf tmp/*; cp -a \"$2/origin.git\" \"$2/clone\" \"$2/shelf\" .",
      world.scratch.path, name)
  }

  /// What it shows before a line and after it; `name` keeps what was before, and the line's effect stays.
  func ends(
    of line: [String], keeping name: String
  ) async throws -> (before: [String: String], after: [String: String]) {
    try await keep(name)
    let before = try await shown()
    try await world.succeeds(line)
    return (before, try await shown())
  }

  /// What the public sees: the tags of the layouts, the references by name, and the files of the branch.
  ///
  /// Commit and tag have the time of day in them, and are others each time they are made.
  func shown() async throws -> [String: String] {
    let names = try await world.snapshot().references.keys.sorted().joined(separator: " ")
    var shown = ["references": names]
    shown["tree"] = try await world.git("rev-parse", "main^{tree}", in: world.origin)
    for path in try FileManager.default.subpathsOfDirectory(atPath: shelf) where path.hasSuffix("/index.json") {
      let text = try Data(contentsOf: URL(filePath: "\(shelf)/\(path)"))
      for manifest in try JSONDecoder().decode(Index.self, from: text).manifests {
        guard let tag = manifest.annotations?["org.opencontainers.image.ref.name"] else { continue }
        shown["\(path):\(tag)"] = manifest.digest
      }
    }
    return shown
  }

  /// The index of a layout, as image-spec has it.
  private struct Index: Decodable {
    struct Manifest: Decodable {
      var digest: String
      var annotations: [String: String]?
    }
    var manifests: [Manifest]
  }
}
