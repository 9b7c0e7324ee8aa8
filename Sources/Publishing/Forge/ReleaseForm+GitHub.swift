import GitHub

extension ReleaseForm {
  /// The longest text that GitHub takes as notes, in characters.
  static let longestNotes = 120_000

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
    fields.notes = notes
    fields.isPrerelease = isPrerelease
    return fields
  }
}
