public import OCI
public import ReleaseEngine

/// The ways to the places where slots lie, opened when they are needed.
public struct Places: Sendable {
  /// Where references lie.
  public var git: GitPlace
  /// The registries.
  public var registries: Registries
  /// The folder that relative layout paths start from.
  public var root: String

  /// Makes the ways.
  public init(git: GitPlace, registries: Registries, root: String) {
    self.git = git
    self.registries = registries
    self.root = root
  }

  /// The images or charts of one repository.
  public func repository(_ address: RepositoryAddress) throws -> any ImageRepository {
    switch address {
    case .registry(let name): registries.repository(try RegistryLocation(parsing: name))
    case .layout(let path): layout(path)
    }
  }

  /// The images or charts of one repository, for somebody who tidies up.
  public func packages(_ address: RepositoryAddress) throws -> any PackageStore {
    switch address {
    case .registry(let name): registries.packages(try RegistryLocation(parsing: name))
    case .layout(let path): layout(path)
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
        return try repository(address)
      },
    ])
  }
}

/// A place that no slot of this version lies in.
struct UnknownPlace: Error { var name: String }
