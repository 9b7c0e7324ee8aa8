public import HTTP

/// All registries, over one transport, with the tokens that were got once.
public final class Registries: Sendable {
  let transport: any HTTPTransport
  let insecure: InsecureHosts
  let retries: RetryLoop
  let secrets = Secrets()
  let authority: TokenAuthority
  let deletion = DeletionKnowledge()

  /// Makes the way to all registries; nothing is asked yet.
  ///
  /// - Parameters:
  ///   - transport: how requests travel.
  ///   - credentials: who we are; asked only when a registry wants to know.
  ///   - insecure: hosts beside this machine that plain HTTP is spoken to, such as `registry.local:5000`; `*` stands
  ///     for anything.
  public convenience init(transport: any HTTPTransport, credentials: CredentialStore, insecure: [String]) {
    self.init(
      transport: transport, credentials: credentials, insecure: insecure,
      retries: RetryLoop(policy: RetryPolicy()) { try await Task.sleep(for: $0) })
  }

  init(transport: any HTTPTransport, credentials: CredentialStore, insecure: [String], retries: RetryLoop) {
    self.transport = transport
    self.insecure = InsecureHosts(patterns: insecure)
    self.retries = retries
    authority = TokenAuthority(
      transport: transport, credentials: credentials, insecure: self.insecure, retries: retries, secrets: secrets)
  }

  /// The same registries for nobody.
  public var anonymous: Registries {
    Registries(
      transport: transport, credentials: CredentialStore(environment: [:]), insecure: insecure.patterns,
      retries: retries)
  }

  /// A way without credentials, over the network.
  public static func plain() -> Registries {
    Registries(transport: NetworkTransport(), credentials: CredentialStore(environment: [:]), insecure: [])
  }

  /// One repository.
  public func repository(_ location: RegistryLocation) -> any ImageRepository {
    RegistryRepository(location: location, registries: self)
  }

  /// One repository, for somebody who tidies up.
  public func packages(_ location: RegistryLocation) -> any PackageStore {
    RegistryRepository(location: location, registries: self)
  }

  /// Every tag of one repository with its document; none where the repository does not exist.
  public func shown(in location: RegistryLocation) async throws -> [String: StoredManifest] {
    try await RegistryRepository(location: location, registries: self).shown()
  }

  /// Closes all connections.
  public func shutdown() async { await transport.shutdown() }
}
