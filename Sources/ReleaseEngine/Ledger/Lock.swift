/// The right to write slots; in the ledger only while slots are being written.
public struct Lock: Codable, Hashable, Sendable {
  /// What `unlock` asks for.
  public var id: String
  /// Who holds it.
  public var holder: Holder
  /// Since when, as RFC 3339 in UTC.
  public var since: String
  /// The version being written.
  public var version: String
  /// Its tag.
  public var tag: String

  /// Makes a lock.
  public init(id: String, holder: Holder, since: String, version: String, tag: String) {
    (self.id, self.holder, self.since, self.version, self.tag) = (id, holder, since, version, tag)
  }
}
