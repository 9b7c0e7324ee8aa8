import FoundationEssentials
public import GitHub
import OCI
import Refusals
public import ReleaseEngine

/// The mark `latest` of a repository's releases, which one release bears.
public struct LatestMark: SingleSlot {
  /// `github.latest`.
  public static let kind: SlotKind = "github.latest"
  /// The API may be away while registries are not.
  public static let mayBeAway = true
  /// The page of the release: one that is no stable release bears no mark.
  public static let follows: Role? = .release
  /// The repository.
  public let repository: RepositorySlug

  /// Makes the slot of a repository's mark.
  public init(_ repository: RepositorySlug) { self.repository = repository }

  /// Reads `github:OWNER/NAME/latest`.
  public init(address: String) throws {
    let (repository, rest) = try ForgeAddress.parts(address)
    guard rest == "latest" else {
      throw Refusal(.ledgerDamaged, what: "A record names a latest mark `\(address)`, which is none.")
    }
    self.init(repository)
  }

  /// `github:OWNER/NAME/latest`.
  public var address: String { "github:\(repository)/latest" }
  /// One repository is one place.
  public var place: PlaceName { ForgeAddress.place(repository) }

  /// The release that bears the mark, by its tag.
  public struct Value: SlotValue {
    /// The tag; nil where a record keeps the identity only.
    public let tag: String?
    /// The digest of the content.
    public let identity: String
    /// `{"latest":TAG}`.
    public let content: [UInt8]

    private struct Document: Codable { var latest: String }

    /// Names a release.
    public init(tag: String) {
      self.tag = tag
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      content = (try? encoder.encode(Document(latest: tag))).map { [UInt8]($0) } ?? []
      identity = Digest.sha256(of: content).description
    }

    /// Reads a value from a record.
    public init(identity: String, content: [UInt8]) throws {
      self.identity = identity
      self.content = content
      tag = try? JSONDecoder().decode(Document.self, from: Data(content)).latest
    }
  }

  /// Reads which release bears the mark.
  public func read(_ place: GitHubClient) async throws -> Value? {
    try await place.latestRelease().map { Value(tag: $0.tag) }
  }

  /// Gives the mark to a release, or takes it away from the one that bears it.
  public func write(_ value: Value?, over expected: Value?, at place: GitHubClient) async throws {
    var fields = GitHubClient.ReleaseFields()
    guard let value else {
      guard let bearer = try await place.latestRelease() else { return }
      fields.makeLatest = "false"
      _ = try await place.update(bearer.id, fields, "\(address) was not taken from \(bearer.tag)")
      return
    }
    guard let tag = value.tag, let release = try await place.release(of: tag) else {
      throw Refusal(
        .contentMissing, what: "\(address) was not given to \(value.tag ?? value.identity).",
        why: "There is no public release of it", remedy: "Roll back to another version by --to, or keep it by --keep.")
    }
    fields.makeLatest = "true"
    _ = try await place.update(release.id, fields, "\(address) was not given to \(tag)")
    try await Patience.wait(at: place) { try await place.latestRelease()?.tag == tag }
  }

  /// The only stable release is the latest whether it was given the mark or not, until it is none that counts: that is
  /// as much of nothing as there is.
  public func holds(_ value: Value?, now: Value?, at place: GitHubClient) async throws -> Bool {
    if value == now { return true }
    guard value == nil, let tag = now?.tag else { return false }
    return try await place.releases().allSatisfy { $0.isDraft || $0.isPrerelease || $0.tag == tag }
  }

  /// The tag that a value names.
  public func tag(of value: Value) -> String? { value.tag }

  /// What keeps the release from bearing the mark: GitHub gives it to none that is a draft or a pre-release.
  public func shortfall(of value: Value, at place: GitHubClient) async throws -> String? {
    guard let tag = value.tag else { return "the ledger does not keep which release it was" }
    guard let release = try await place.release(of: tag) else {
      let isDraft = try await !place.drafts(of: tag).isEmpty
      return isDraft ? "the release \(tag) is a draft" : "the release \(tag) is gone"
    }
    return release.isPrerelease ? "the release \(tag) is marked as a pre-release" : nil
  }
}
