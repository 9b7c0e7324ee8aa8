import ExternalTools
import FoundationEssentials
import Synchronization
import TestSupport

/// A proxy before a world's registry that spoils requests as a test asks for; see `Tests/Tools/fault-proxy`.
final class FaultProxy: Sendable {
  /// Its own `127.0.0.1:PORT`.
  let host: String
  private let control: String
  private let log: String
  private let process: Mutex<Task<Void, Never>?>

  init(before world: StoryWorld) async throws {
    let port = try FreePort.next()
    host = "127.0.0.1:\(port)"
    (control, log) = ("\(world.scratch.path)/fault", "\(world.scratch.path)/fault.log")
    try StoryWorld.write("none 0", to: control)
    let upstream = String(world.registry.host.split(separator: ":")[1])
    let invocation = Invocation("python3", [Executable.tool("fault-proxy"), "\(port)", upstream, control, log])
    process = Mutex(Task { _ = try? await invocation.run() })
    for _ in 0..<400 where !FreePort.answers(port) { try await Task.sleep(for: .milliseconds(25)) }
  }

  /// Spoils the n-th request from now on.
  func spoil(_ kind: String, _ number: Int) throws { try StoryWorld.write("\(kind) \(number)\n", to: control) }

  /// Lets everything through from now on.
  func mend() throws { try StoryWorld.write("none 0\n", to: control) }

  /// Whether any request was spoiled since the log was begun anew.
  func hasSpoiled() -> Bool { lines().contains { $0.contains(" ! ") } }

  /// How many requests came since the log was begun anew.
  func count() -> Int { lines().count }

  /// Begins the log anew.
  func forget() throws { try StoryWorld.write("", to: log) }

  func stop() { process.withLock { $0 }?.cancel() }

  deinit { stop() }

  private func lines() -> [Substring] {
    ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n")
  }
}
