import ExternalTools
import FoundationEssentials
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A real registry (docker-registry of Debian) on a loopback port, with its content in a folder of its own.
public final class DockerRegistry: Sendable {
  /// Whether the program is installed; suites that need it say so by a trait.
  public static let isInstalled = Programs.locate("docker-registry") != nil

  /// `127.0.0.1:PORT`.
  public let host: String
  private let scratch: ScratchDirectory
  private let process: Mutex<Task<Void, Never>?>

  private init(host: String, scratch: ScratchDirectory, process: Task<Void, Never>) {
    self.host = host
    self.scratch = scratch
    self.process = Mutex(process)
  }

  /// Starts a registry.
  ///
  /// - Parameters:
  ///   - deletes: deletion by digest is allowed.
  ///   - htpasswd: lines of an htpasswd file with bcrypt hashes; nil for no authentication.
  /// - Returns: the registry, once it answers.
  /// - Throws: where it does not start.
  public static func start(deletes: Bool = true, htpasswd: String? = nil) async throws -> DockerRegistry {
    for _ in 0..<5 {
      if let registry = try await started(FreePort.next(), deletes: deletes, htpasswd: htpasswd) { return registry }
    }
    throw NotStarted(log: "no port stayed free")
  }

  /// Starts a registry on a port; nil where somebody else took the port meanwhile, who must not be taken for it.
  private static func started(_ port: UInt16, deletes: Bool, htpasswd: String?) async throws -> DockerRegistry? {
    let scratch = try ScratchDirectory("registry")
    var auth = ""
    if let htpasswd {
      try scratch.write(htpasswd + "\n", to: "htpasswd")
      auth = "auth: { htpasswd: { realm: test, path: \(scratch.path)/htpasswd } }\n"
    }
    let config = try scratch.write(
      """
      version: 0.1
      log: { level: info, accesslog: { disabled: false } }
      storage: { filesystem: { rootdirectory: \(scratch.path)/data }, delete: { enabled: \(deletes) } }
      http: { addr: "127.0.0.1:\(port)" }
      \(auth)
      """, to: "config.yml")
    let log = "\(scratch.path)/log"
    let registry = DockerRegistry(host: "127.0.0.1:\(port)", scratch: scratch, process: serve(config, log))
    for _ in 0..<1200 {
      let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
      guard !text.contains("address already in use") else { return nil }
      if text.contains("listening on"), FreePort.answers(port) { return registry }
      try await Task.sleep(for: .milliseconds(25))
    }
    registry.stop()
    throw NotStarted(log: (try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
  }

  private static func serve(_ config: String, _ log: String) -> Task<Void, Never> {
    // The shell gives way to the registry, so that ending the invocation ends it.
    let invocation = Invocation(
      "/bin/sh", ["-c", "exec docker-registry serve \"$1\" >>\"$2\" 2>&1", "sh", config, log])
    return Task { _ = try? await invocation.run() }
  }

  /// Ends the registry and starts it anew on its port, without its content where that is `emptied`.
  public func restart(emptied: Bool) async throws {
    await ended()
    if emptied { try FileManager.default.removeItem(atPath: folder) }
    process.withLock { $0 = Self.serve("\(scratch.path)/config.yml", "\(scratch.path)/log") }
    guard let port = host.split(separator: ":").last.flatMap({ UInt16($0) }) else { return }
    for _ in 0..<1200 {
      if FreePort.answers(port) { return }
      try await Task.sleep(for: .milliseconds(25))
    }
    throw NotStarted(log: "it did not come back")
  }

  /// Ends the registry.
  public func stop() { process.withLock { $0 }?.cancel() }

  /// Ends the registry, and comes back when its process is gone.
  public func ended() async {
    stop()
    await process.withLock { $0 }?.value
  }

  deinit { stop() }

  /// Where its content lies.
  public var folder: String { "\(scratch.path)/data" }

  /// Every tag's digest, by `REPOSITORY:TAG`, read from the registry's own folders.
  public func tags() -> [String: String] {
    let root = "\(scratch.path)/data/docker/registry/v2/repositories"
    guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: root) else { return [:] }
    var tags: [String: String] = [:]
    for path in paths {
      let parts = path.split(separator: "/")
      guard parts.count > 4, parts.suffix(2) == ["current", "link"], parts[parts.count - 5] == "_manifests",
        parts[parts.count - 4] == "tags",
        let digest = try? String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
      else { continue }
      let repository = parts.dropLast(5).joined(separator: "/")
      // A deleted manifest keeps its tag's folder until it is looked at; its revision is gone.
      let revision = "\(root)/\(repository)/_manifests/revisions/sha256/\(digest.dropFirst(7))/link"
      guard FileManager.default.fileExists(atPath: revision) else { continue }
      tags["\(repository):\(parts[parts.count - 3])"] = digest
    }
    return tags
  }

  /// The identities of uploads that were begun and neither finished nor given up.
  public func openUploads() -> [String] {
    let root = "\(scratch.path)/data/docker/registry/v2/repositories"
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
    // One that was given up leaves a folder without this file, which the registry clears away later.
    return paths.filter { $0.contains("/_uploads/") && $0.hasSuffix("/startedat") }
  }

  /// Every request so far, as the registry's own log has it.
  public func requests() -> [(method: String, path: String)] {
    let log = (try? String(contentsOfFile: "\(scratch.path)/log", encoding: .utf8)) ?? ""
    return log.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\"", omittingEmptySubsequences: false)
      guard fields.count > 2, fields[1].contains(" /v2/") else { return nil }
      let words = fields[1].split(separator: " ")
      return words.count > 1 ? (String(words[0]), String(words[1])) : nil
    }
  }

  /// The registry did not answer in time; its log.
  struct NotStarted: Error { var log: String }
}
