public import GitHub
import Refusals
public import ReleaseEngine

/// The public GitHub Release of a tag; a draft is nothing yet, since nobody sees it.
public struct ForgeRelease: SingleSlot {
  /// `github.release`.
  public static let kind: SlotKind = "github.release"
  /// The API may be away while registries are not.
  public static let mayBeAway = true
  /// The repository.
  public let repository: RepositorySlug
  /// The tag.
  public let tag: String

  /// Makes the slot of a tag's release.
  public init(_ repository: RepositorySlug, _ tag: String) { (self.repository, self.tag) = (repository, tag) }

  /// Reads `github:OWNER/NAME/releases/TAG`.
  public init(address: String) throws {
    let (repository, rest) = try ForgeAddress.parts(address)
    guard rest.hasPrefix("releases/"), rest.utf8.count > 9 else {
      throw Refusal(.ledgerDamaged, what: "A record names a GitHub Release `\(address)`, which is none.")
    }
    self.init(repository, String(rest.dropFirst(9)))
  }

  /// `github:OWNER/NAME/releases/TAG`.
  public var address: String { "github:\(repository)/releases/\(tag)" }
  /// One repository is one place.
  public var place: PlaceName { ForgeAddress.place(repository) }

  /// What the release says and holds.
  public struct Value: SlotValue {
    /// The form; nil where a record keeps its identity only.
    public let form: ReleaseForm?
    /// The digest of what is compared.
    public let identity: String
    /// The form as it is kept.
    public let content: [UInt8]

    /// Wraps a form.
    public init(_ form: ReleaseForm) throws {
      self.form = form
      identity = try form.identity
      content = try form.encoded
    }

    /// Reads a value from a record; without a form it can be compared and not written.
    public init(identity: String, content: [UInt8]) throws {
      self.identity = identity
      self.content = content
      form = content.isEmpty ? nil : try ReleaseForm(decoding: content)
      guard let form, try form.identity != identity else { return }
      throw Refusal(
        .ledgerDamaged, what: "The ledger keeps another GitHub Release for \(identity).",
        remedy: "Run `brokkr-release doctor`.")
    }
  }

  /// Reads the public release.
  public func read(_ place: GitHubClient) async throws -> Value? {
    guard let release = try await place.release(of: tag) else { return nil }
    return try Value(await ReleaseForm(release, from: place))
  }

  /// Makes the staged draft public, changes what the public release says, or makes a draft of it again.
  public func write(_ value: Value?, over expected: Value?, at place: GitHubClient) async throws {
    let present = try await place.release(of: tag)
    guard let value else {
      guard let present else { return }
      return try await hide(present, at: place)
    }
    guard let form = value.form else {
      throw Refusal(
        .contentMissing, what: "\(address) was not written.",
        why: "The ledger does not keep what \(value.identity) says", remedy: "Run `brokkr-release doctor`.")
    }
    var fields = form.fields
    // The latest mark is a slot of its own: no release takes it by being written.
    fields.makeLatest = "false"
    let what = "\(address) was not written"
    let bearer = try await place.latestRelease()
    if let present {
      _ = try await place.update(present.id, fields, what)
      try await Patience.wait(at: place) { try await read(place) == value }
      return try await keepLatest(with: bearer, not: present.id, at: place)
    }
    guard let draft = try await ReleaseDrafts(place).own(tag) else {
      throw Refusal(
        .contentMissing, what: "\(what): its draft is gone.", why: "Somebody deleted it meanwhile",
        remedy: "Run `brokkr-release rollback \(tag) --undo` where it was released before, which makes it anew; else "
          + "`brokkr-release abort \(tag)` and cut the next version.")
    }
    guard try await ReleaseForm(draft, from: place).assets == form.assets else {
      throw Refusal(
        .foreign, what: "\(what): its draft holds other assets than were approved.",
        why: "The draft's id is \(draft.id)",
        remedy: "Find out who changed them; `brokkr-release abort \(tag)` takes the release back.")
    }
    fields.isDraft = false
    _ = try await place.update(draft.id, fields, what)
    try await Patience.wait(at: place) { try await place.release(of: tag) != nil }
    try await keepLatest(with: bearer, not: draft.id, at: place)
  }

  /// Where no release was ever given the latest mark, GitHub takes the newest for it, whatever that was told: the one
  /// that had it is then given it in so many words.
  private func keepLatest(with bearer: GitHubRelease?, not id: Int64, at place: GitHubClient) async throws {
    guard let now = try await place.latestRelease(), now.id == id else { return }
    var fields = GitHubClient.ReleaseFields()
    fields.makeLatest = "true"
    let right = bearer ?? now
    _ = try await place.update(right.id, fields, "The latest mark was not left with \(right.tag)")
  }

  /// Makes a draft of a public release, so that its assets stay for an undo and nobody sees it.
  private func hide(_ release: GitHubRelease, at place: GitHubClient) async throws {
    var fields = GitHubClient.ReleaseFields()
    guard !release.isImmutable else {
      let form = try await ReleaseForm(release, from: place).withdrawn
      fields = form.fields
      fields.tag = nil
      _ = try await place.update(release.id, fields, "\(address) was not marked as withdrawn")
      return
    }
    fields.isDraft = true
    fields.notes = DraftMark.added(to: ReleaseForm.fitting(release.notes))
    _ = try await place.update(release.id, fields, "\(address) was not made a draft again")
    try await Patience.wait(at: place) { try await place.release(of: tag) == nil }
  }

  /// An immutable release cannot be hidden again: once it is marked as withdrawn, that is as much of nothing as there is.
  public func holds(_ value: Value?, now: Value?, at place: GitHubClient) async throws -> Bool {
    if value == now { return true }
    guard value == nil, now?.form?.isWithdrawn == true else { return false }
    return try await place.release(of: tag)?.isImmutable == true
  }

  /// An immutable release cannot be hidden again; what is possible, marking it, is tried all the same.
  public func reversal(of change: Change<Self>, at place: GitHubClient) async throws -> Reversal {
    guard change.before == nil, change.after != nil else { return .exact }
    let present = try await place.release(of: tag)?.isImmutable
    let isImmutable: Bool? = if let present { present } else { try await place.makesImmutableReleases() }
    guard isImmutable == true else { return .exact }
    return .forbidden("the release: it is immutable, so its tag and assets stay; it is marked as withdrawn instead")
  }

  /// The draft with the assets, where the release is not public.
  public func shortfall(of value: Value, at place: GitHubClient) async throws -> String? {
    guard try await place.release(of: tag) == nil, let form = value.form else { return nil }
    return try await ReleaseDrafts(place).holds(form) ? nil : "its draft with the assets is gone"
  }
}
