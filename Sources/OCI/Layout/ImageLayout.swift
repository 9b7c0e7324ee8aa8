import FoundationEssentials
import Refusals

/// An OCI image layout on disk as a repository (image-spec, image-layout.md); it makes itself with the first write.
public struct ImageLayout: ImageRepository {
  /// The folder.
  public let path: String

  /// Names a folder; nothing is read yet.
  public init(at path: String) { self.path = path }

  /// The folder.
  public var name: String { path }

  /// Where a blob lies.
  public func file(of digest: Digest) -> String { "\(path)/blobs/sha256/\(digest.hex)" }

  private static let nameKey = "org.opencontainers.image.ref.name"

  /// The index of the layout; empty where there is none yet.
  public func index() throws -> ImageIndex {
    guard FileManager.default.fileExists(atPath: "\(path)/index.json") else { return ImageIndex(manifests: []) }
    guard let bytes = ReadableFile.bytes("\(path)/index.json"), let index = try? ImageIndex.decode(bytes) else {
      throw Refusal(
        .registryRefused, what: "The image layout \(path) was not read: its index.json is damaged.",
        remedy: "Restore the folder, or name another.")
    }
    return index
  }

  /// The document behind a tag or a digest.
  public func manifest(_ reference: String) async throws -> StoredManifest? {
    if let digest = try? Digest(parsing: reference) {
      return ReadableFile.bytes(file(of: digest)).map { StoredManifest(bytes: $0) }
    }
    guard let entry = try index().manifests.first(where: { $0.annotations?[Self.nameKey] == reference }) else {
      return nil
    }
    guard let bytes = ReadableFile.bytes(file(of: entry.digest)) else {
      throw Refusal(.contentMissing, what: "\(path): \(reference) leads to \(entry.digest), which is not there.")
    }
    return StoredManifest(bytes: bytes)
  }

  /// Stores the document; a tag then leads to it.
  public func put(_ manifest: StoredManifest, as reference: String) async throws {
    try store(manifest.bytes, as: manifest.digest)
    guard (try? Digest(parsing: reference)) == nil else { return }
    try change { index in
      index.manifests.removeAll { $0.annotations?[Self.nameKey] == reference }
      var entry = manifest.descriptor
      entry.annotations = [Self.nameKey: reference]
      index.manifests.append(entry)
    }
  }

  /// Removes one tag; the document stays as a blob.
  public func removeTag(_ tag: String) async throws {
    guard try index().manifests.contains(where: { $0.annotations?[Self.nameKey] == tag }) else { return }
    try change { index in index.manifests.removeAll { $0.annotations?[Self.nameKey] == tag } }
  }

  /// A folder lets every tag go.
  public func removesTags() async throws -> Bool { true }

  /// Whether a blob is there.
  public func hasBlob(_ digest: Digest) async throws -> Bool {
    FileManager.default.fileExists(atPath: file(of: digest))
  }

  /// A blob.
  public func blob(_ digest: Digest, limit: Int) async throws -> [UInt8]? {
    ReadableFile.bytes(file(of: digest), limit: limit)
  }

  /// Copies a blob into the folder.
  public func upload(_ source: BlobSource, as descriptor: Descriptor, mountingFrom: String?) async throws {
    guard try await !hasBlob(descriptor.digest) else { return }
    switch source {
    case .bytes(let bytes): try store(bytes, as: descriptor.digest)
    case .file(let origin):
      try prepare()
      let temporary = "\(path)/.\(UUID().uuidString)"
      defer { try? FileManager.default.removeItem(atPath: temporary) }
      try wrapped { try FileManager.default.copyItem(atPath: origin, toPath: temporary) }
      let (digest, _) = try Digest.sha256(ofFile: temporary)
      guard digest == descriptor.digest else {
        throw Refusal(.contentMissing, what: "\(origin) holds other bytes than \(descriptor.digest).")
      }
      try DurableFile.rename(temporary, to: file(of: digest))
    }
  }

  /// Throws where the folder cannot be written.
  public func checkPushRight() async throws {
    var folder = URL(filePath: path)
    while !FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)), folder.pathComponents.count > 1 {
      folder = folder.deletingLastPathComponent()
    }
    guard FileManager.default.isWritableFile(atPath: folder.path(percentEncoded: false)) else {
      throw Refusal(
        .unauthorized, what: "The image layout \(path) cannot be written.", remedy: "Give yourself the right to.")
    }
  }

  private func store(_ bytes: [UInt8], as digest: Digest) throws {
    try prepare()
    guard !FileManager.default.fileExists(atPath: file(of: digest)) else { return }
    try DurableFile.write(bytes, to: file(of: digest))
  }

  private func prepare() throws {
    try wrapped {
      try FileManager.default.createDirectory(atPath: "\(path)/blobs/sha256", withIntermediateDirectories: true)
    }
    guard !FileManager.default.fileExists(atPath: "\(path)/oci-layout") else { return }
    try DurableFile.write(Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8), to: "\(path)/oci-layout")
  }

  /// Changes the index under a lock; its entries are sorted, so that equal states are equal bytes.
  private func change(_ body: (inout ImageIndex) -> Void) throws {
    try prepare()
    let lock = try FolderLock(path)
    defer { lock.release() }
    var index = try index()
    body(&index)
    index.manifests.sort {
      ($0.annotations?[Self.nameKey] ?? "", $0.digest) < ($1.annotations?[Self.nameKey] ?? "", $1.digest)
    }
    try DurableFile.write(try index.encoded(), to: "\(path)/index.json")
  }

  private func wrapped(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Refusal(
        .registryRefused, what: "The image layout \(path) was not written.", why: "\(error)",
        remedy: "Check the folder's rights and the room on its disk.")
    }
  }
}
