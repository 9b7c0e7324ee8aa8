public import GitHub
public import OCI
public import ReleaseEngine

/// The ways to the places where slots lie, opened when they are needed.
public struct Places: Sendable {
  /// Where references lie.
  public var git: GitPlace
  /// The registries.
  public var registries: Registries
  /// The way to GitHub.
  public var forge: GitHubAccess
  /// The folder that relative layout paths start from.
  public var root: String

  /// Makes the ways.
  public init(git: GitPlace, registries: Registries, forge: GitHubAccess, root: String) {
    self.git = git
    self.registries = registries
    self.forge = forge
    self.root = root
  }

  /// The images or charts of one repository.
  public func repository(_ address: RepositoryAddress) async throws -> any ImageRepository {
    switch address {
    case .registry(let name): try await registry(name)
    case .layout(let path): layout(path)
    }
  }

  /// A repository of a registry; one of the forge's own removes tags through the forge's API.
  private func registry(_ name: String) async throws -> any ImageRepository {
    let base = registries.repository(try RegistryLocation(parsing: name))
    let parts = name.split(separator: "/", maxSplits: 2).map(String.init)
    guard parts.count == 3, parts[0] == forge.server.registry, let slug = RepositorySlug("\(parts[1])/-") else {
      return base
    }
    return PackageRepository(base: base, client: await forge.client(slug), owner: parts[1], package: parts[2])
  }

  /// The images or charts of one repository, for somebody who tidies up.
  ///
  /// - Parameters:
  ///   - address: the repository.
  ///   - home: the repository on the forge that is tidied up for; nil where it is on none.
  /// - Returns: the way to them, which is the forge's API where the registry is the forge's own.
  /// - Throws: where the address is none.
  public func packages(_ address: RepositoryAddress, of home: RepositorySlug?) async throws -> any PackageStore {
    switch address {
    case .layout(let path): return layout(path)
    case .registry(let name):
      let location = try RegistryLocation(parsing: name)
      guard let package = try await registry(name) as? PackageRepository else { return registries.packages(location) }
      return ForgePackage(repository: package, home: home) { [registries] in try await registries.shown(in: location) }
    }
  }

  private func layout(_ path: String) -> ImageLayout { ImageLayout(at: path.hasPrefix("/") ? path : "\(root)/\(path)") }

  /// Every kind of slot there is, one line a kind.
  public var catalog: SlotCatalog {
    SlotCatalog([
      .init(GitReference.self) { _ in git },
      .init(RegistryTag.self) { name in
        guard let address = RepositoryAddress(slotPrefix: name.rawValue) else {
          throw UnknownPlace(name: name.rawValue)
        }
        return try await repository(address)
      },
      .init(ForgeRelease.self) { try await client($0) },
      .init(LatestMark.self) { try await client($0) },
    ])
  }

  private func client(_ place: PlaceName) async throws -> GitHubClient {
    guard let slug = RepositorySlug(place.rawValue.dropFirst(7)) else { throw UnknownPlace(name: place.rawValue) }
    return await forge.client(slug)
  }
}

/// A place that no slot of this version lies in.
struct UnknownPlace: Error { var name: String }
