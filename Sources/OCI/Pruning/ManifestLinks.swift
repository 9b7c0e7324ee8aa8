import FoundationEssentials

/// What a document names: those below it, their content, and what it is about.
struct ManifestLinks {
  /// Documents below an index; of those that may be indexes themselves it is said.
  private(set) var children: [(digest: Digest, isLeaf: Bool)] = []
  /// The configuration and the layers of a manifest, or whatever an artifact consists of.
  private(set) var blobs: [Digest] = []
  /// The document that a signature or an attestation is about; nil for an image.
  private(set) var subject: Digest?

  private struct Document: Decodable {
    struct Link: Decodable {
      var digest: String
      var mediaType: String?
    }
    var schemaVersion: Int?
    var manifests: [Link]?
    var config: Link?
    var layers: [Link]?
    var blobs: [Link]?
    var subject: Link?
  }

  /// Reads a document of any type.
  ///
  /// - Throws: a `Refusal` where it is no document, or names one by a digest that cannot be followed: what lies below it
  ///   would be taken for garbage.
  init(_ manifest: StoredManifest) throws {
    try self.init(try DocumentCoding.decode(manifest.bytes) as Document)
  }

  /// Reads the bytes of a file; nil where it is no document.
  init?(ifDocument bytes: [UInt8]) throws {
    guard bytes.first(where: { $0 > 32 }) == UInt8(ascii: "{"),
      let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)), document.schemaVersion != nil,
      document.manifests != nil || document.config != nil || document.blobs != nil
    else { return nil }
    try self.init(document)
  }

  private init(_ document: Document) throws {
    children = try (document.manifests ?? []).map { link in
      let isManifest = [MediaType.imageManifest, MediaType.dockerManifest].contains(link.mediaType)
      return (try Digest(parsing: link.digest), isManifest)
    }
    let contents = (document.config.map { [$0] } ?? []) + (document.layers ?? []) + (document.blobs ?? [])
    blobs = contents.compactMap { try? Digest(parsing: $0.digest) }
    subject = document.subject.flatMap { try? Digest(parsing: $0.digest) }
  }
}
