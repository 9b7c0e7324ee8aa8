public import Git

/// Where references lie: those of the remote or, without one, those of the repository itself.
public struct GitPlace: Sendable {
  /// The repository whose objects they name.
  public var repository: Repository
  /// How they are read and moved.
  public var store: any ReferenceStore
  /// The remote, for fetching what the repository lacks; nil where everything stays in the repository.
  public var remote: Remote?
  /// The full name of the ledger's reference, which is held only by equality.
  public var ledger: String

  /// Why a tag, by its full name, could not be removed once it is there; nil where it could, or nobody knows.
  public var keepsTag: @Sendable (_ name: String) async throws -> String? = { _ in nil }

  /// Makes a place.
  public init(repository: Repository, remote: Remote?, ledger: String) {
    self.repository = repository
    self.remote = remote
    self.ledger = ledger
    store = remote.map { $0 as any ReferenceStore } ?? LocalReferences(repository)
  }

  /// Fetches a reference's history into the repository where its tip is not there yet.
  func bring(_ id: ObjectID, of reference: String) async throws {
    guard !repository.contains(id), let remote else { return }
    try await remote.fetch([reference])
  }

  /// Brings one commit, also where it lies below the end of a shallow clone; throws where the remote does not have it.
  public func bring(_ commit: ObjectID) async throws {
    guard !repository.contains(commit), let remote else { return }
    try await remote.fetch([commit.description])
  }
}
