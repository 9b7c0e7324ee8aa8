import FoundationEssentials
import GitHub
import HTTP
import OCI
import Refusals
import TestSupport
import Testing

@testable import Publishing

/// A package in the stand-in of GitHub's container registry, over a real registry, and the API before it.
final class PackageWorld: Sendable {
  let server: DockerRegistry
  let standIn: GitHubStandIn
  let registries = Registries.plain()
  let location: RegistryLocation
  private let repository: ScratchRepository

  init(_ name: String, package: String = "x", options: [String] = []) async throws {
    repository = try await ScratchRepository(name)
    server = try await DockerRegistry.start()
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    standIn = try await GitHubStandIn.start(
      for: repository.origin, tool: root.appending(path: "Tools/github-stand-in").path(percentEncoded: false),
      registry: server.host, options: options)
    location = try RegistryLocation(parsing: "\(standIn.registry ?? "")/acme/\(package)")
  }

  /// Ends the connections and the registry.
  func close() async {
    await registries.shutdown()
    server.stop()
  }

  /// Runs a test with a world of its own; whatever was sent has to be as GitHub documents it.
  static func with(
    _ name: String, package: String = "x", options: [String] = [], _ body: (PackageWorld) async throws -> Void
  ) async throws {
    let world = try await PackageWorld(name, package: package, options: options)
    do {
      try await body(world)
      #expect(try await world.standIn.violations() == [])
    } catch {
      await world.close()
      throw error
    }
    await world.close()
  }

  /// The registry itself.
  var images: any ImageRepository { registries.repository(location) }

  /// The package, as somebody sees it who has a token; the waiting takes no time.
  func package(token: String = "ghp_admin", home: String = "acme/app") throws -> ForgePackage {
    var server = GitHubServer(environment: standIn.environment())
    server.registry = location.host
    let client = GitHubClient(
      try #require(RepositorySlug("acme/-")), on: server, token: GitHubToken(token, from: "GH_TOKEN"),
      transport: NetworkTransport()
    ) { _ in }
    let repository = PackageRepository(
      base: images, client: client, owner: "acme", package: String(location.repository.dropFirst("acme/".count)))
    return ForgePackage(repository: repository, home: RepositorySlug(home)) { [registries, location] in
      try await registries.shown(in: location)
    }
  }

  // MARK: content

  /// A manifest with a layer of its own for each note, stored by its digest alone.
  @discardableResult
  func manifest(_ note: String, about subject: StoredManifest? = nil) async throws -> StoredManifest {
    let parts = [Array(#"{"architecture":"\#(note)","os":"linux"}"#.utf8), Array("a layer of \(note)".utf8)]
    for part in parts { try await images.upload(.bytes(part), as: Self.descriptor(part), mountingFrom: nil) }
    var document = String(
      decoding: try ImageManifest(
        mediaType: MediaType.imageManifest, config: Self.descriptor(parts[0]), layers: [Self.descriptor(parts[1])]
      ).encoded(), as: UTF8.self)
    if let subject {
      let link = """
        "subject":{"mediaType":"\(subject.mediaType)","digest":"\(subject.digest)","size":\(subject.bytes.count)}
        """
      document = "\(document.dropLast()),\(link)}"
    }
    let manifest = StoredManifest(bytes: Array(document.utf8))
    try await images.put(manifest, as: manifest.digest.description)
    return manifest
  }

  /// An index of what all have and what the note alone has, under a tag or by its digest alone.
  @discardableResult
  func index(_ note: String, as tag: String? = nil) async throws -> StoredManifest {
    let children = [try await manifest("shared"), try await manifest(note)]
    let index = StoredManifest(
      bytes: try ImageIndex(manifests: children.map(\.descriptor), annotations: ["note": note]).encoded())
    try await images.put(index, as: tag ?? index.digest.description)
    return index
  }

  /// What has neither a tag nor anything below it, under so many digests.
  func fill(_ count: Int) async throws {
    for number in 0..<count {
      let index = StoredManifest(
        bytes: try ImageIndex(manifests: [], annotations: ["filler": "\(number)"]).encoded())
      try await images.put(index, as: index.digest.description)
    }
  }

  private static func descriptor(_ bytes: [UInt8]) -> Descriptor {
    Descriptor(mediaType: MediaType.imageLayer, digest: .sha256(of: bytes), size: Int64(bytes.count))
  }

  /// Whether an image can be pulled whole.
  func isWhole(_ manifest: StoredManifest) async throws -> Bool {
    guard try await images.manifest(manifest.digest.description) == manifest else { return false }
    return try await Closure.missing(of: manifest, in: images, deep: true).isEmpty
  }

  /// The digests that the API shows, with their tags.
  func versions() async throws -> [String: [String]] {
    let versions = try await package().versions()
    return Dictionary(uniqueKeysWithValues: versions.map { ($0.digest, $0.tags.sorted()) })
  }

  /// The refusals that a body ends with.
  func refusals(_ body: () async throws -> Void) async -> [Refusal] {
    do {
      try await body()
      return []
    } catch let refusal as Refusal {
      return [refusal]
    } catch let list as RefusalList {
      return list.refusals
    } catch {
      Issue.record("\(error)")
      return []
    }
  }
}
