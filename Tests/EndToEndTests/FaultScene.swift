import FoundationEssentials
import TestSupport
import Testing

/// A world as it was before, and what a release must lead to.
struct FaultScene {
  let world: StoryWorld
  let proxy: FaultProxy
  let file: String
  let built: String

  init() async throws {
    world = try await StoryWorld(.small)
    proxy = try await FaultProxy(before: world)
    built = "\(world.scratch.path)/built"
    try await world.git("checkout", "-q", "main")
    file = "\(world.clone)/.brokkr-release.yml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try StoryWorld.write(text.replacing(world.registry.host, with: proxy.host), to: file)
    try await world.push("chore: through the proxy")
    try await world.succeeds(["build", "1.2.0", "--output", built])
  }

  func keep(_ name: String) async throws {
    try await world.shell(
      "mkdir -p \"$2\"; cp -a \"$1/origin.git\" \"$1/clone\" \"$2/\"; [ ! -d \"$3\" ] || cp -a \"$3\" \"$2/data\"",
      world.scratch.path, "\(world.scratch.path)/\(name)", world.registry.folder)
  }

  func restore(_ name: String) async throws {
    try await world.shell(
      """
      rm -rf "$1/origin.git" "$1/clone" "$3"; cp -a "$2/origin.git" "$2/clone" "$1/"
      [ ! -d "$2/data" ] || cp -a "$2/data" "$3"
      """, world.scratch.path, "\(world.scratch.path)/\(name)", world.registry.folder)
  }

  /// What the public sees: the registry's tags, the references by name, and the files of the branch.
  ///
  /// Commit and tag have the time of day in them, and are others each time they are made.
  func shown() async throws -> [String: String] {
    let snapshot = try await world.snapshot()
    let names = snapshot.references.keys.sorted().joined(separator: " ")
    let tree = try await world.git("rev-parse", "main^{tree}", in: world.origin)
    return snapshot.tags.merging(["references": names, "tree": tree]) { $1 }
  }

  /// Lets it end well, or be taken back; gives whether it was finished.
  func end(_ command: [String], finishing: Bool) async throws -> Bool {
    try proxy.mend()
    return try await world.end(command, finishing: finishing)
  }
}

extension StoryWorld {
  /// Lets what a fault stopped end well, or be taken back; gives whether it was finished.
  ///
  /// - Parameters:
  ///   - command: the line that the fault stopped; it is run again where it has begun nothing.
  ///   - finishing: it is resumed, otherwise aborted where that is still possible.
  ///   - location: where the test is.
  /// - Returns: whether it was finished.
  /// - Throws: where a program could not be run.
  func end(_ command: [String], finishing: Bool, at location: SourceLocation = #_sourceLocation) async throws -> Bool {
    let state = try await run(["show", "1.2.0", "--json"])
    let isOpen = state.output.contains("\"state\":\"publishing\"") || state.output.contains("rolling-back")
    if isOpen {
      let status = try await run(["status"])
      #expect(status.output.contains("slots are written; to be written:"), "\(status.story)", sourceLocation: location)
    }
    guard !finishing, isOpen else {
      let ended = isOpen ? try await run(["resume", "1.2.0", "--yes"]) : try await run(command)
      #expect(ended.status == 0, "\(ended.story)", sourceLocation: location)
      if isOpen { expectListed(ended, "Still to be written for v1.2.0:") }
      return true
    }
    let ended = try await run(["abort", "1.2.0", "--yes"])
    #expect(ended.status == 0, "\(ended.story)", sourceLocation: location)
    if isOpen { expectListed(ended, "To be taken back for v1.2.0:") }
    return false
  }

  /// Expects that it was listed beforehand what would be written.
  private func expectListed(_ outcome: StoryWorld.Outcome, _ title: String) {
    let isEmpty = outcome.errors.contains("No slot is left to write for v1.2.0")
    #expect(isEmpty || outcome.errors.contains(title), "\(outcome.story)")
    #expect(isEmpty || outcome.errors.contains(" → "), "\(outcome.story)")
  }
}
