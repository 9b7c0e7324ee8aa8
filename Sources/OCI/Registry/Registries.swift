public import HTTP

/// All registries, over one transport, with the tokens that were got once.
public final class Registries: Sendable {
  let transport: any HTTPTransport
  let authority: TokenAuthority
  let deletion = DeletionKnowledge()
  let insecure: InsecureHosts

  /// Makes the way to all registries; nothing is asked yet.
  public init(transport: any HTTPTransport, credentials: CredentialStore, insecure: [String]) {
    self.transport = transport
    self.insecure = InsecureHosts(patterns: insecure)
    authority = TokenAuthority(transport: transport, credentials: credentials, insecure: self.insecure)
  }

  /// A way without credentials, over the network.
  public static func plain() -> Registries {
    Registries(transport: NetworkTransport(), credentials: CredentialStore(environment: [:]), insecure: [])
  }

  /// One repository.
  public func repository(_ location: RegistryLocation) -> any ImageRepository {
    RegistryRepository(location: location, registries: self)
  }

  /// Closes all connections.
  public func shutdown() async { await transport.shutdown() }
}
