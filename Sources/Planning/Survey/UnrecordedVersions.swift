public import ReleaseEngine
public import SemanticVersioning

/// Versions that were released before the ledger, or beside it.
public enum UnrecordedVersions {
  /// The stable versions of a pattern that have a tag and no record that counts.
  public static func stable(
    of pattern: TagPattern, in facts: RemoteFacts, besides state: LedgerState
  ) -> [SemanticVersion] {
    facts.tags.keys.sorted().compactMap { tag in
      guard state.records[tag].map({ !$0.state.claimsCount }) ?? true else { return nil }
      guard let version = pattern.version(of: tag), !version.isPrerelease else { return nil }
      return version
    }
  }
}
