import HTTP
import Refusals

@testable import OCI

extension Registries {
  /// A way to registries that waits for nothing.
  ///
  /// - Parameters:
  ///   - transport: how requests travel.
  ///   - environment: where credentials are looked for.
  ///   - insecure: hosts that plain HTTP is spoken to.
  ///   - pause: is told how long would have been waited.
  convenience init(
    over transport: any HTTPTransport, environment: [String: String] = [:], insecure: [String] = [],
    pause: @escaping @Sendable (Duration) -> Void = { _ in }
  ) {
    self.init(
      transport: transport, credentials: CredentialStore(environment: environment), insecure: insecure,
      retries: RetryLoop(policy: RetryPolicy()) { pause($0) })
  }

  /// A repository by its name.
  func repository(_ name: String) throws -> any ImageRepository {
    repository(try RegistryLocation(parsing: name))
  }
}

/// The refusal that `body` throws; nil where it throws none.
func refusal(_ body: () async throws -> Void) async -> Refusal? {
  do {
    try await body()
    return nil
  } catch {
    return error as? Refusal
  }
}
