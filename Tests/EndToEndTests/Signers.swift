import FoundationEssentials
import TestSupport

/// People with SSH keys, whose signatures let a world's releases go out.
struct Signers {
  let world: StoryWorld

  init(_ world: StoryWorld) { self.world = world }

  /// Makes keys, and lets those of `people` approve; eve has one too, and is let in by nobody.
  func letIn(_ people: [String]) async throws {
    let lines = try await lines(for: people)
    let file = "\(world.clone)/.github/allowed_signers"
    guard (try? String(contentsOfFile: file, encoding: .utf8)) != lines else { return }
    try StoryWorld.write(lines, to: file)
    try await world.push("chore: who may approve")
  }

  /// The file that lets these people approve.
  func lines(for people: [String]) async throws -> String {
    var lines = ""
    for person in people + ["eve"] where !FileManager.default.fileExists(atPath: key(person)) {
      try await world.shell("ssh-keygen -q -t ed25519 -N '' -C \"$1\" -f \"$2\"", person, key(person))
    }
    for person in people {
      let text = try String(contentsOfFile: "\(key(person)).pub", encoding: .utf8)
      lines += "\(person)@example.org \(text.split(separator: " ").prefix(2).joined(separator: " "))\n"
    }
    return lines
  }

  /// Where a person's key lies.
  func key(_ person: String) -> String { "\(world.scratch.path)/key-\(person)" }

  /// A clone of somebody's own.
  func clone(_ person: String, named name: String? = nil) async throws -> String {
    let path = try await world.another(name ?? "of-\(person)")
    try await world.git("config", "user.name", person, in: path)
    try await world.git("config", "user.email", "\(person)@example.org", in: path)
    try await world.git("config", "user.signingkey", key(person), in: path)
    return path
  }
}
