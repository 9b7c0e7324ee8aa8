public import OCI
public import Publishing
public import ReleaseEngine

extension KeptContent {
  /// What the records of a ledger need: of every release, live, taken back or under way, what it claims, what was there
  /// before it, and what it is made of.
  ///
  /// - Throws: where the ledger's own content cannot be read; nothing may be deleted then.
  public init(recordedIn snapshot: LedgerSnapshot, of ledger: GitLedger) async throws {
    self.init()
    for record in snapshot.state.records.values {
      var identities: Set<String> = []
      for claim in record.claims + (record.operation?.previousClaims ?? []) where claim.kind == RegistryTag.kind {
        identities.formUnion([claim.value, claim.withdrawn, claim.base?.value].compactMap(\.self))
      }
      for change in record.changes where change.kind == RegistryTag.kind {
        identities.formUnion([change.before, change.after].compactMap(\.self))
      }
      identities.formUnion(record.images.map(\.digest) + record.charts.map(\.digest))
      for identity in identities {
        // A release that is only planned claims what is not built yet.
        guard let digest = try? Digest(parsing: identity), documents.insert(digest).inserted || bytes[digest] == nil,
          let content = try await ledger.content(identity, of: record.tag, at: snapshot)
        else { continue }
        bytes[digest] = StoredManifest(bytes: content)
      }
      for platform in record.images.flatMap(\.platforms) {
        if let digest = try? Digest(parsing: platform.digest) { leaves.insert(digest) }
      }
    }
  }
}
