import FoundationEssentials
import Refusals

/// An OCI image layout on disk as a repository (image-spec, image-layout.md); it makes itself with the first write.
///
/// Tags are the entries of `index.json` with the annotation `org.opencontainers.image.ref.name`; everything else that
/// is stored is a blob, and stays when nothing points at it any more.
public struct ImageLayout: ImageRepository {
  /// The folder.
  public let path: String

  /// Names a folder; nothing is read yet.
  public init(at path: String) { self.path = path }

  /// The folder.
  public var name: String { path }

  /// Where a blob lies.
  public func file(of digest: Digest) -> String { "\(path)/blobs/sha256/\(digest.hex)" }

  static let nameKey = "org.opencontainers.image.ref.name"

  /// The index of the layout; empty where there is none yet.
  public func index() throws -> ImageIndex {
    guard FileManager.default.fileExists(atPath: "\(path)/index.json") else { return ImageIndex(manifests: []) }
    guard let bytes = try? ReadableFile.bytes("\(path)/index.json", limit: 64 << 20),
      let index = try? ImageIndex.decode(bytes)
    else {
      throw Refusal(
        .registryRefused, what: "The image layout \(path) was not read: its index.json is damaged.",
        remedy: "Restore the folder, or name another.")
    }
    return index
  }

  /// The document behind a tag or a digest.
  public func manifest(_ reference: String) async throws -> StoredManifest? {
    switch try Reference(parsing: reference) {
    case .digest(let digest): return try document(digest)
    case .tag(let tag):
      guard let entry = try index().manifests.first(where: { $0.annotations?[Self.nameKey] == tag }) else { return nil }
      guard let document = try document(entry.digest) else {
        throw Refusal(.contentMissing, what: "\(path): \(tag) leads to \(entry.digest), which is not there.")
      }
      return document
    }
  }

  /// A stored document; its own bytes decide whether it is the one that was asked for.
  func document(_ digest: Digest) throws -> StoredManifest? {
    guard let bytes = try ReadableFile.bytes(file(of: digest), limit: DocumentCoding.limit) else { return nil }
    let manifest = StoredManifest(bytes: bytes)
    guard manifest.digest == digest else { throw otherBytes(file(of: digest), digest) }
    return manifest
  }

  /// Stores the document; a tag then leads to it.
  public func put(_ manifest: StoredManifest, as reference: String) async throws {
    let reference = try Reference(parsing: reference)
    if case .digest(let digest) = reference, digest != manifest.digest { throw otherBytes("the document", digest) }
    try checkContent(of: manifest)
    try store(manifest.bytes, as: manifest.digest)
    guard case .tag(let tag) = reference else { return }
    try await change { index in
      // A sweep may have taken what was there when it was looked for.
      try checkContent(of: manifest, isDeep: true)
      index.manifests.removeAll { $0.annotations?[Self.nameKey] == tag }
      var entry = manifest.descriptor
      entry.annotations = [Self.nameKey: tag]
      index.manifests.append(entry)
    }
  }

  /// Refuses a document that names what is not there, as registries do; if `isDeep` also below what it names.
  private func checkContent(of manifest: StoredManifest, isDeep: Bool = false) throws {
    let links = try ManifestLinks(manifest)
    let children = links.children.map(\.digest)
    if let missing = (children + links.blobs).first(where: { ReadableFile.size(file(of: $0)) == nil }) {
      throw Refusal(
        .contentMissing, what: "\(manifest.digest) was not written to \(path).",
        why: "It names \(missing), which is not there")
    }
    for child in isDeep ? children : [] {
      if let document = try document(child) { try checkContent(of: document, isDeep: true) }
    }
  }

  /// Removes one tag; the document stays as a blob.
  public func removeTag(_ tag: String) async throws {
    guard try index().manifests.contains(where: { $0.annotations?[Self.nameKey] == tag }) else { return }
    try await change { index in index.manifests.removeAll { $0.annotations?[Self.nameKey] == tag } }
  }

  /// A folder lets every tag go.
  public func tagRemoval() async throws -> TagRemoval { .allowed }

  /// Throws where the folder cannot be written.
  public func checkPushRight() async throws {
    var folder = path
    while !FileManager.default.fileExists(atPath: folder), folder.contains("/"), folder != "/" {
      let above = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
      folder = above.isEmpty ? "/" : String(above)
    }
    if !FileManager.default.fileExists(atPath: folder) { folder = "." }
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw Refusal(
        .unauthorized, what: "The image layout \(path) cannot be written.",
        why: "\(folder) takes no files from you",
        remedy: "Give yourself the right to write \(folder), or name another folder.")
    }
  }

  func otherBytes(_ what: String, _ digest: Digest) -> Refusal {
    Refusal(.contentMissing, what: "\(what) holds other bytes than \(digest).")
  }
}
