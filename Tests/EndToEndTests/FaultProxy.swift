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

  /// What was written once more than needed since the log was begun anew: manifests and tags by their paths, blobs by
  /// their digests.
  ///
  /// - Parameter spoiledCounts: a request that was spoiled had its effect all the same.
  /// - Returns: what it was, once for each time too many.
  func repeats(spoiledCounts: Bool = false) -> [String] {
    var seen: Set<String> = []
    return lines().compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count == 4, ["PUT", "POST"].contains(fields[2]), spoiledCounts || fields[1] == "-",
        let written = Self.written(by: fields[3])
      else { return nil }
      return seen.insert(written).inserted ? nil : written
    }
  }

  /// What a request to this path writes; nil for one that only begins an upload.
  private static func written(by path: Substring) -> String? {
    if path.contains("/manifests/") { return String(path) }
    guard let upload = path.firstRange(of: "/blobs/uploads/") else { return nil }
    let query = path.split(separator: "?").dropFirst().first ?? ""
    let words = query.split(separator: "&").filter { $0.hasPrefix("digest=") || $0.hasPrefix("mount=") }
    return words.first.map { "\(path[..<upload.lowerBound]) \($0.split(separator: "=").last ?? "")" }
  }

  /// Begins the log anew.
  func forget() throws { try StoryWorld.write("", to: log) }

  func stop() { process.withLock { $0 }?.cancel() }

  deinit { stop() }

  private func lines() -> [Substring] {
    ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n")
  }
}
