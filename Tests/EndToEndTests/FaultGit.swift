import FoundationEssentials
import TestSupport
import Testing

/// A `git` before the real one that spoils the n-th command that speaks with a remote; see `Tests/Tools/fault-git`.
struct FaultGit {
  /// What the executable needs so that it finds it.
  let variables: [String: String]
  private let folder: String

  init(before world: StoryWorld) async throws {
    folder = "\(world.scratch.path)/fault-git"
    let path = world.environment["PATH"] ?? "/usr/bin:/bin"
    variables = ["PATH": "\(folder):\(path)"]
    try await world.shell(
      "mkdir -p \"$1\"; cp \"$2\" \"$1/git\"; command -v git >\"$1/real\"", folder, Executable.tool("fault-git"))
    try mend()
  }

  /// Spoils the n-th command from now on.
  func spoil(_ kind: String, _ number: Int) throws {
    for name in ["seen", "log", "go", "late", "hanging"] { try? FileManager.default.removeItem(atPath: file(name)) }
    try StoryWorld.write("\(kind) \(number)\n", to: file("fault"))
  }

  /// Lets everything through from now on.
  func mend() throws { try StoryWorld.write("none 0\n", to: file("fault")) }

  /// The command that was spoiled since `spoil`; nil where none was.
  func spoiled() -> String? { text("log")?.split(separator: "\n").first { $0.contains(" ! ") }.map(String.init) }

  /// Lets a command go on that is late, and waits until it has ended; gives its status.
  func letLateOneGo() async throws -> String {
    try StoryWorld.write("", to: file("go"))
    for _ in 0..<1200 {
      if let status = text("late"), status.hasSuffix("\n") { return String(status.dropLast()) }
      try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record("the late command did not end")
    return ""
  }

  /// Where its files lie.
  func file(_ name: String) -> String { "\(folder)/\(name)" }

  private func text(_ name: String) -> String? { try? String(contentsOfFile: file(name), encoding: .utf8) }
}
