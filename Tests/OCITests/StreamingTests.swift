import FoundationEssentials
import HTTP
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@testable import OCI

/// How much memory content takes on its way.
@Suite("Streaming", .enabled(if: DockerRegistry.isInstalled, "docker-registry is not installed"))
struct StreamingTests {
  /// The most memory that this process ever had, in bytes; nil where the system does not tell.
  private static var peak: Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 << 10 }
  }

  /// Uploads a file of 300 MB, mostly a hole, and tells how much more memory the process had at its peak.
  private static func growth(in repository: any ImageRepository, from path: String) async throws -> Int? {
    guard let before = peak else { return nil }
    let (digest, size) = try Digest.sha256(ofFile: path)
    let descriptor = Descriptor(mediaType: MediaType.imageLayer, digest: digest, size: size)
    try await repository.upload(.file(path), as: descriptor, mountingFrom: nil)
    guard try await repository.hasBlob(digest), let after = peak else { return nil }
    return after - before
  }

  // Each in a process of its own, since the peak is the process's.

  @Test("a layer of 300 MB is uploaded to a registry without being held in memory")
  func registry() async throws {
    let scratch = try ScratchDirectory("streaming")
    let path = "\(scratch.path)/layer"
    try Self.makeSparse(path)
    let server = try await DockerRegistry.start()
    defer { server.stop() }
    let host = server.host
    await #expect(processExitsWith: .success) { [host = host as String, path = path as String] in
      let registries = Registries(over: NetworkTransport(environment: [:]))
      let grown = try await Self.growth(in: registries.repository("\(host)/acme/x"), from: path)
      await registries.shutdown()
      try #expect(#require(grown) < 100 << 20)
    }
  }

  @Test("a layer of 300 MB is stored in a layout without being held in memory")
  func layout() async throws {
    let scratch = try ScratchDirectory("streaming")
    let path = "\(scratch.path)/layer"
    try Self.makeSparse(path)
    await #expect(processExitsWith: .success) { [path = path as String] in
      let grown = try await Self.growth(in: ImageLayout(at: "\(path)-layout"), from: path)
      try #expect(#require(grown) < 100 << 20)
    }
  }

  private static func makeSparse(_ path: String) throws {
    try Data("layer".utf8).write(to: URL(filePath: path))
    try #require(truncate(path, 300 << 20) == 0)
  }
}
