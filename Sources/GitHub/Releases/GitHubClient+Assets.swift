import Crypto
public import HTTP
import Refusals

extension GitHubClient {
  /// One file to be uploaded.
  public struct NewAsset: Sendable {
    /// Its name.
    public var name: String
    /// Its bytes, or where they lie.
    public var body: HTTPRequest.Body
    /// Its length in bytes.
    public var size: Int64
    /// `sha256:` and the hash.
    public var digest: String

    /// Makes a file.
    public init(name: String, body: HTTPRequest.Body, size: Int64, digest: String) {
      (self.name, self.body, self.size, self.digest) = (name, body, size, digest)
    }

    /// Whether an asset is this file, as far as the server tells.
    func isSame(as asset: ReleaseAsset) -> Bool {
      asset.isComplete && asset.name == name && asset.size == size && (asset.digest ?? digest) == digest
    }
  }

  /// The assets of a release, over all pages.
  public func assets(of id: Int64) async throws -> [ReleaseAsset] {
    try await all(path("releases/\(id)/assets"), "The assets of a release were not listed") ?? []
  }

  /// Uploads files to a draft, one after the other; those that are there are left, half uploaded ones made anew.
  ///
  /// - Parameters:
  ///   - files: the files.
  ///   - draft: the draft.
  /// - Returns: the draft's assets afterwards, read back.
  /// - Throws: a `Refusal` where a file is not there as it must be.
  public func upload(_ files: [NewAsset], to draft: GitHubRelease) async throws -> [ReleaseAsset] {
    var present = try await assets(of: draft.id)
    let wanted = Set(files.map(\.name))
    for file in files where !present.contains(where: file.isSame) {
      try await upload(file, to: draft, over: present.first { $0.name == file.name })
    }
    // What a draft of ours holds beside is of an earlier attempt with other content.
    for asset in present where !wanted.contains(asset.name) { try await delete(asset) }
    present = try await assets(of: draft.id)
    for file in files where !present.contains(where: file.isSame) {
      throw Refusal(
        .forgeRefused, what: "\(file.name) was uploaded, and is not there as it was sent.",
        why: present.first { $0.name == file.name }.map { "GitHub has \($0.size) bytes, \($0.digest ?? "no digest")" }
          ?? "",
        remedy: "Run the same command again; nothing is public yet.")
    }
    return present
  }

  private func upload(_ file: NewAsset, to draft: GitHubRelease, over old: ReleaseAsset?) async throws {
    var old = old
    let what = "\(file.name) was not uploaded to the draft of \(draft.tag)"
    for attempt in 1... {
      if let old { try await delete(old) }
      var request = HTTPRequest(
        "POST", Self.expand(draft.uploadURL, name: file.name), body: file.body, timeout: .seconds(600))
      request.headers = [("Content-Type", "application/octet-stream")]
      var problem: Refusal
      do {
        let response = try await send(request, what)
        if response.status == 201 { return }
        problem = refusal(response, what)
        guard response.status == 422, problem.code != .unauthorized else { throw problem }
      } catch let refusal as Refusal where refusal.code == .forgeUnreachable || refusal.code == .forgeRefused {
        problem = refusal
      }
      // The first attempt may have succeeded, or have left nothing but the name.
      old = try await assets(of: draft.id).first { $0.name == file.name }
      if let old, file.isSame(as: old) { return }
      guard attempt < 4 else { throw problem }
      try await pause(.seconds(attempt))
    }
  }

  /// Deletes an asset; one that is gone is fine.
  public func delete(_ asset: ReleaseAsset) async throws {
    let what = "The asset \(asset.name) was not deleted"
    let response = try await send("DELETE", path("releases/assets/\(asset.id)"), what)
    guard response.status == 204 || response.status == 404 else { throw refusal(response, what) }
  }

  /// The digest of an asset's bytes, where the server does not tell it: they are read and not kept.
  public func digest(of asset: ReleaseAsset) async throws -> String {
    if let digest = asset.digest { return digest }
    let what = "The asset \(asset.name) was not read"
    var request = HTTPRequest(
      "GET", server.api + path("releases/assets/\(asset.id)"), responseLimit: 1 << 20, timeout: .seconds(600))
    request.headers = [("Accept", "application/octet-stream")]
    let hash = StreamHash()
    request.onBytes = { bytes in
      hash.add(bytes)
      return true
    }
    request.onStart = { hash.begin() }
    let response = try await send(request, what)
    guard response.status == 200 else { throw refusal(response, what) }
    return hash.text
  }

  /// Expands the one form of template that GitHub sends: `…/assets{?name,label}` (RFC 6570).
  static func expand(_ template: String, name: String) -> String {
    let base = template.prefix { $0 != "{" }
    return "\(base)\(base.contains("?") ? "&" : "?")name=\(PercentEncoding.encode(name))"
  }
}
