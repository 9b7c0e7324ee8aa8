import HTTP
public import Refusals
import Synchronization

extension GitHubClient {
  /// What a new release, or a change of one, says; nil fields are left as they are.
  public struct ReleaseFields: Encodable, Sendable {
    /// The tag.
    public var tag: String?
    /// The commit that a missing tag would be made at; only said of drafts.
    public var target: String?
    /// The title.
    public var title: String?
    /// The notes.
    public var notes: String?
    /// Whether it is a draft.
    public var isDraft: Bool?
    /// Whether it is marked as a pre-release.
    public var isPrerelease: Bool?
    /// `true`, `false` or `legacy`, a text: whether it takes the latest mark.
    public var makeLatest: String?

    /// Says nothing yet.
    public init() {}

    enum CodingKeys: String, CodingKey {
      case tag = "tag_name"
      case target = "target_commitish"
      case title = "name"
      case notes = "body"
      case isDraft = "draft"
      case isPrerelease = "prerelease"
      case makeLatest = "make_latest"
    }
  }

  /// The published release of a tag; nil where there is none, also where there is a draft.
  public func release(of tag: String) async throws -> GitHubRelease? {
    let what = "The release of \(tag) was not read"
    let path = path("releases/tags/\(PercentEncoding.encode(tag))")
    guard let release: GitHubRelease = try await get(path, what) else {
      try await requireVisible(what)
      return nil
    }
    // Deleting its tag makes a draft of a release, and a late answer may still show it.
    return release.isDraft ? nil : release
  }

  /// The release that was made last and is public; nil where there is none among the newest.
  func newestRelease() async throws -> GitHubRelease? {
    let newest: [GitHubRelease]? = try await get(
      path("releases?per_page=30"), "The releases of \(repository) were not listed")
    return newest?.first { !$0.isDraft }
  }

  /// The release that bears the latest mark; nil where none does.
  public func latestRelease() async throws -> GitHubRelease? {
    let what = "The latest release was not read"
    guard let release: GitHubRelease = try await get(path("releases/latest"), what) else {
      try await requireVisible(what)
      return nil
    }
    return release
  }

  /// Throws where the repository cannot be seen: GitHub answers "not found" to whoever may not look.
  private func requireVisible(_ what: String) async throws {
    guard !isVisible.withLock({ $0 }) else { return }
    guard try await repositoryFacts() != nil else {
      throw Refusal(
        .unauthorized, what: "\(what).",
        why: "GitHub shows no repository \(repository) to \(token?.description ?? "nobody")",
        remedy: "Check its name, and that the token may read it.")
    }
    isVisible.withLock { $0 = true }
  }

  /// Every release, drafts among them where the token may push.
  public func releases() async throws -> [GitHubRelease] {
    let what = "The releases of \(repository) were not listed"
    guard let found: [GitHubRelease] = try await all(path("releases"), what) else {
      try await requireVisible(what)
      return []
    }
    return found
  }

  /// The drafts of a tag, of which there may be several.
  public func drafts(of tag: String) async throws -> [GitHubRelease] {
    try await releases().filter { $0.isDraft && $0.tag == tag }
  }

  /// The release with an id; nil where it is gone.
  public func release(_ id: Int64) async throws -> GitHubRelease? {
    try await get(path("releases/\(id)"), "A release was not read")
  }

  /// Makes a draft; a lost answer is resolved by looking for a draft of the tag with the same notes.
  public func createDraft(_ fields: ReleaseFields) async throws -> GitHubRelease {
    var fields = fields
    fields.isDraft = true
    let tag = fields.tag ?? ""
    let what = "The draft of the release \(tag) was not made"
    var attempt = 1
    while true {
      let problem: Refusal
      do {
        return try document(of: try await send("POST", path("releases"), what, body: fields), what)
      } catch let refusal as Refusal where refusal.code == .forgeUnreachable || refusal.why.contains("(status 5") {
        problem = refusal
      }
      // It may have been made; the list shows a new release a moment later than its answer does.
      for wait in [0, 1, 2] {
        if wait > 0 { try await pause(.seconds(wait)) }
        if let found = try await drafts(of: tag).first(where: { $0.notes == fields.notes }) { return found }
      }
      guard attempt < 4 else { throw problem }
      attempt += 1
    }
  }

  /// Changes a release; what it then is, is for the caller to read.
  public func update(_ id: Int64, _ fields: ReleaseFields, _ what: String) async throws -> GitHubRelease {
    try document(of: try await send("PATCH", path("releases/\(id)"), what, body: fields), what)
  }

  /// Deletes a release and not its tag; one that is gone is fine.
  public func deleteRelease(_ id: Int64) async throws {
    let what = "A release was not deleted"
    let response = try await send("DELETE", path("releases/\(id)"), what)
    guard response.status == 204 || response.status == 404 else { throw refusal(response, what) }
  }

  /// Whether the token may write releases: asked by changing one that cannot be there.
  ///
  /// - Returns: nil where it may; else what the answer says is missing.
  /// - Throws: a `Refusal` where no clear answer came.
  public func releaseWriteProblem() async throws -> Refusal? {
    let what = "Nothing could be written to the releases of \(repository)"
    let response = try await send("PATCH", path("releases/1"), what, body: ReleaseFields())
    guard response.status == 403, !RetryPolicy.isRateLimit(response) else { return nil }
    return refusal(response, what)
  }

  /// Waits, as the caller of this client wants waiting to be done.
  public func pause(_ duration: Duration) async throws { try await waiting(duration) }
}
