public import GitHub
import Refusals

/// The drafts of one tag's release: content that nobody sees until a slot makes it public.
public struct ReleaseDrafts: Sendable {
  private let client: GitHubClient

  /// Makes the way to the drafts of a repository.
  public init(_ client: GitHubClient) { self.client = client }

  /// Our draft of a tag; nil where there is none.
  ///
  /// - Throws: a `Refusal` where there are several, or one that somebody else made.
  public func own(_ tag: String) async throws -> GitHubRelease? {
    let drafts = try await client.drafts(of: tag)
    let pages = drafts.map { $0.page.isEmpty ? "its id is \($0.id)" : $0.page }.joined(separator: "\n")
    guard drafts.count <= 1 else {
      throw Refusal(
        .foreign, what: "The GitHub Release \(tag) was left alone: there are \(drafts.count) drafts of it.",
        why: pages,
        remedy: drafts.contains(where: Self.isOwn)
          ? "Look at them, delete all but the one that brokkr-release made, and run the same command again."
          : "Look at them and delete them, or publish under another tag; brokkr-release makes a draft of its own.")
    }
    guard let draft = drafts.first else { return nil }
    guard Self.isOwn(draft) else {
      throw Refusal(
        .foreign, what: "The GitHub Release \(tag) was left alone: somebody has a draft of it.",
        why: pages, remedy: "Publish under another tag, or delete that draft; brokkr-release makes one of its own.")
    }
    return draft
  }

  /// The file that says what a release is made of, which nobody else uploads.
  public static let description = "brokkr-release.json"

  /// Whether a draft is ours: it is marked, or GitHub made it of a release of ours, whose tag somebody deleted.
  private static func isOwn(_ draft: GitHubRelease) -> Bool {
    DraftMark.isIn(draft.notes) || draft.assets.contains { $0.name == description }
  }

  /// Makes the draft of a release with every asset, or completes the one that an earlier attempt made.
  ///
  /// - Parameters:
  ///   - form: what the release is to say and hold.
  ///   - files: its assets.
  /// - Throws: a `Refusal` where the draft does not hold in the end what it must.
  public func stage(_ form: ReleaseForm, _ files: [GitHubClient.NewAsset]) async throws {
    var fields = form.fields
    // It names no commit: its tag is there before it is published, and GitHub compares the workflows of a named one.
    fields.notes = DraftMark.added(to: ReleaseForm.fitting(form.notes))
    let draft: GitHubRelease
    if let found = try await own(form.tag) {
      draft = try await client.update(found.id, fields, "The draft of the release \(form.tag) was not changed")
    } else {
      draft = try await client.createDraft(fields)
    }
    _ = try await client.upload(files, to: draft)
    // Another run may have made one at the same moment.
    guard try await own(form.tag)?.id == draft.id else {
      throw Refusal(
        .foreign, what: "The draft of the GitHub Release \(form.tag) is gone.", why: "Somebody deleted it meanwhile",
        remedy: "Run the same command again.")
    }
  }

  /// Whether our draft holds exactly what the form says.
  public func holds(_ form: ReleaseForm) async throws -> Bool {
    guard let draft = try await own(form.tag) else { return false }
    return try await ReleaseForm(draft, from: client).assets == form.assets
  }

  /// Deletes our draft of a tag; none is fine, and so is one that is not ours.
  public func discard(_ tag: String) async throws {
    for draft in try await client.drafts(of: tag) where Self.isOwn(draft) {
      try await client.deleteRelease(draft.id)
    }
  }

  /// Every draft that is ours, of any tag.
  public func all() async throws -> [GitHubRelease] {
    try await client.releases().filter { $0.isDraft && Self.isOwn($0) }
  }
}
