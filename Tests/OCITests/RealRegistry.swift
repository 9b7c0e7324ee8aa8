import HTTP
import TestSupport

@testable import OCI

/// A real registry and the way to it, closed together.
struct RealRegistry {
  let server: DockerRegistry
  let registries: Registries

  /// A repository in it.
  func repository(_ name: String = "acme/x") throws -> any ImageRepository {
    try registries.repository("\(server.host)/\(name)")
  }

  /// The methods of all requests since `count` requests.
  func methods(since count: Int = 0) -> [String] { server.requests().dropFirst(count).map(\.method) }

  /// Runs `body` with a registry of its own.
  ///
  /// - Parameters:
  ///   - deletes: deletion by digest is allowed.
  ///   - htpasswd: who is let in; nil for everybody.
  ///   - environment: where credentials are looked for; `HOST` in it is replaced.
  ///   - transport: how requests travel; nil for the network without faults.
  ///   - body: the test.
  /// - Throws: what `body` throws, or where no registry starts.
  static func with(
    deletes: Bool = true, htpasswd: String? = nil,
    environment: (_ host: String) throws -> [String: String] = { _ in [:] },
    transport: (any HTTPTransport)? = nil, _ body: (RealRegistry) async throws -> Void
  ) async throws {
    let server = try await DockerRegistry.start(deletes: deletes, htpasswd: htpasswd)
    defer { server.stop() }
    let registries = Registries(
      over: transport ?? NetworkTransport(environment: [:]), environment: try environment(server.host))
    do {
      try await body(RealRegistry(server: server, registries: registries))
    } catch {
      await registries.shutdown()
      throw error
    }
    await registries.shutdown()
  }
}

/// An image of two platforms in layouts on disk, merged.
struct MergedSample {
  let scratch: ScratchDirectory
  let image: MergedImage

  init(_ note: String = "one") async throws {
    scratch = try ScratchDirectory("merged-sample")
    var children: [(platform: Platform, layout: String)] = []
    for image in SampleImage.pair {
      let folder = "\(scratch.path)/\(image.platform.architecture)"
      try await image.write(to: folder)
      children.append((image.platform, folder))
    }
    image = try ImageMerge.merge(children, planned: children.map(\.platform), annotations: ["note": note])
  }
}
