/// One repository of a registry, or an image layout on disk: tags, manifests and blobs.
public protocol ImageRepository: Sendable {
  /// `HOST/REPOSITORY`, or the folder.
  var name: String { get }
  /// The document behind a tag or a digest; nil when there is none.
  func manifest(_ reference: String) async throws -> StoredManifest?
  /// Puts a document behind a tag, or stores it by its digest.
  func put(_ manifest: StoredManifest, as reference: String) async throws
  /// Removes one tag; its siblings and the document stay. A tag that is not there is fine.
  func removeTag(_ tag: String) async throws
  /// Whether single tags can be removed; asked without changing anything.
  func tagRemoval() async throws -> TagRemoval
  /// Whether one tag could be removed; by default what ``tagRemoval()`` says.
  func tagRemoval(of tag: String) async throws -> TagRemoval
  /// Whether a blob is there, and how long it is; nothing of it is sent.
  func standing(of digest: Digest) async throws -> BlobStanding
  /// A blob of at most `limit` bytes; nil when there is none.
  func blob(_ digest: Digest, limit: Int) async throws -> [UInt8]?
  /// What is kept under the digest of a document; other bytes are told and not thrown.
  func kept(_ digest: Digest) async throws -> KeptDocument
  /// The digest and the size of a blob's bytes as they are, whatever they should be; nil when there is none.
  ///
  /// Nothing is kept of them, and no more is read than a byte beyond the size that they should have.
  func sum(of descriptor: Descriptor) async throws -> BlobSum?
  /// Stores a blob, unless it is there.
  func upload(_ source: BlobSource, as descriptor: Descriptor, mountingFrom: String?) async throws
  /// Throws where the credentials at hand may not push; leaves nothing behind.
  func checkPushRight() async throws
}

extension ImageRepository {
  /// Whether a blob is there.
  public func hasBlob(_ digest: Digest) async throws -> Bool { try await standing(of: digest) != .missing }

  /// Whether a blob is there and, as far as it is looked at, what it should be.
  public func holds(_ descriptor: Descriptor) async throws -> Bool { try await lack(of: descriptor) == nil }

  /// How a blob differs from what it should be: small kinds are read, of others the size counts.
  func lack(of descriptor: Descriptor) async throws -> ContentLack? {
    if let lack = try await standing(of: descriptor.digest).lack(of: descriptor) { return lack }
    guard descriptor.isRead else { return nil }
    return try await Closure.lack(of: descriptor, in: self)
  }

  /// What a document is read as; a repository that can tell other bytes does better.
  public func kept(_ digest: Digest) async throws -> KeptDocument {
    try await manifest(digest.description).map { .whole($0) } ?? .missing
  }

  /// What holds for all tags.
  public func tagRemoval(of tag: String) async throws -> TagRemoval { try await tagRemoval() }

  /// Takes all of the bytes into memory; a repository with large blobs does better.
  public func sum(of descriptor: Descriptor) async throws -> BlobSum? {
    try await blob(descriptor.digest, limit: Int(clamping: descriptor.size + 1)).map { bytes in
      BlobSum(digest: Digest.sha256(of: bytes), size: Int64(bytes.count))
    }
  }
}
