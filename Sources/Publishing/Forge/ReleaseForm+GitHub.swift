import GitHub

extension ReleaseForm {
  /// The longest text that GitHub takes as notes is 125 000 characters; a mark of ours has to fit in as well.
  private static let longestNotes = 124_000

  /// Notes as long as GitHub takes them: of longer ones the beginning, and a sentence that says so.
  static func fitting(_ notes: String) -> String {
    guard notes.utf16.count > longestNotes else { return notes }
    let end = notes.utf16.index(notes.startIndex, offsetBy: longestNotes - 200)
    let beginning = notes[..<end]
    let whole = beginning.lastIndex(where: \.isNewline).map { beginning[..<$0] } ?? beginning
    return "\(whole)\n\nThese notes are shortened to what GitHub takes; `brokkr-release changelog` prints them whole.\n"
  }

  /// A release as it shows; the digests that the server does not tell are got by reading the assets.
  init(_ release: GitHubRelease, from client: GitHubClient) async throws {
    var assets: [Asset] = []
    // A long list is cut off inside a release.
    let shown = release.assets.count < 30 ? release.assets : try await client.assets(of: release.id)
    for asset in shown where asset.isComplete {
      assets.append(Asset(name: asset.name, size: asset.size, digest: try await client.digest(of: asset)))
    }
    self.init(
      tag: release.tag, title: release.title, notes: DraftMark.removed(from: release.notes),
      isPrerelease: release.isPrerelease, assets: assets)
  }

  /// The fields that make a release say this.
  var fields: GitHubClient.ReleaseFields {
    var fields = GitHubClient.ReleaseFields()
    fields.tag = tag
    fields.title = title
    fields.notes = Self.fitting(notes)
    fields.isPrerelease = isPrerelease
    return fields
  }
}
