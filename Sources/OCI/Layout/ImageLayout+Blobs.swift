import Crypto
import FoundationEssentials
import Refusals

extension ImageLayout {
  /// Whether a blob is there, and how long it is.
  public func standing(of digest: Digest) async throws -> BlobStanding {
    ReadableFile.size(file(of: digest)).map { .there(size: Int64($0)) } ?? .missing
  }

  /// A blob of at most `limit` bytes; nil when there is none.
  public func blob(_ digest: Digest, limit: Int) async throws -> [UInt8]? {
    guard let bytes = try ReadableFile.bytes(file(of: digest), limit: limit) else { return nil }
    guard Digest.sha256(of: bytes) == digest else { throw otherBytes(file(of: digest), digest) }
    return bytes
  }

  /// What is kept under the digest of a document.
  public func kept(_ digest: Digest) async throws -> KeptDocument {
    guard let bytes = try ReadableFile.bytes(file(of: digest), limit: DocumentCoding.limit) else { return .missing }
    let manifest = StoredManifest(bytes: bytes)
    return manifest.digest == digest ? .whole(manifest) : .altered(manifest.digest)
  }

  /// What a blob's bytes come to; nil when there is none.
  public func sum(of descriptor: Descriptor) async throws -> BlobSum? {
    let path = file(of: descriptor.digest)
    guard let size = ReadableFile.size(path), let file = ReadableFile(path) else { return nil }
    var hasher = SHA256()
    while let piece = try file.read(1 << 20) { hasher.update(data: piece) }
    return BlobSum(digest: Digest(hasher.finalize()), size: size)
  }

  /// Copies a blob into the folder, unless it is there.
  public func upload(_ source: BlobSource, as descriptor: Descriptor, mountingFrom: String?) async throws {
    let digest = descriptor.digest
    guard try await !holds(descriptor) else { return }
    switch source {
    case .stored: throw descriptor.lost(from: path)
    case .bytes(let bytes):
      guard Digest.sha256(of: bytes) == digest else { throw otherBytes("The content", digest) }
      try store(bytes, as: digest)
    case .file(let origin):
      guard let file = ReadableFile(origin) else {
        throw Refusal(.contentMissing, what: "\(digest) was not stored in \(path).", why: "\(origin) cannot be read")
      }
      try prepare()
      var hasher = SHA256()
      try DurableFile.write(to: self.file(of: digest)) { take in
        while let piece = try file.read(1 << 20) {
          hasher.update(data: piece)
          try take(piece)
        }
        guard Digest(hasher.finalize()) == digest else { throw otherBytes(origin, digest) }
      }
    }
  }

  func store(_ bytes: [UInt8], as digest: Digest) throws {
    try prepare()
    // Documents and small blobs: what lies there is compared, and what was damaged is written again.
    let isThere = ReadableFile.size(file(of: digest)) == Int64(bytes.count)
    if isThere, try ReadableFile.bytes(file(of: digest), limit: bytes.count) == bytes { return }
    try DurableFile.write(bytes, to: file(of: digest))
  }

  /// Makes the folder an image layout.
  private func prepare() throws {
    do {
      try FileManager.default.createDirectory(atPath: "\(path)/blobs/sha256", withIntermediateDirectories: true)
    } catch {
      throw Refusal(
        .registryRefused, what: "The image layout \(path) was not written: its folder could not be made.",
        remedy: "Check the rights of the folder above it and the room on its disk.")
    }
    let files = [
      ("oci-layout", Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8)),
      ("index.json", try ImageIndex(manifests: []).encoded()),
    ]
    for (name, bytes) in files where !FileManager.default.fileExists(atPath: "\(path)/\(name)") {
      try DurableFile.create(bytes, at: "\(path)/\(name)")
    }
  }

  /// Whether the folder is an image layout already.
  var isThere: Bool { FileManager.default.fileExists(atPath: "\(path)/index.json") }

  /// Every file that is stored, and what those of them name that are documents.
  func stored() throws -> (files: [Digest], documents: [Digest: ManifestLinks]) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/blobs/sha256")) ?? []
    // Others are being written, or somebody else's.
    let files = names.compactMap { try? Digest(parsing: "sha256:\($0)") }.filter {
      ReadableFile.size(file(of: $0)) != nil
    }
    var documents: [Digest: ManifestLinks] = [:]
    for digest in files where ReadableFile.size(file(of: digest)).map({ $0 <= DocumentCoding.limit }) ?? false {
      guard let bytes = try ReadableFile.bytes(file(of: digest), limit: DocumentCoding.limit) else { continue }
      documents[digest] = try ManifestLinks(ifDocument: bytes)
    }
    return (files, documents)
  }

  /// Deletes a file; one that is gone is fine.
  func remove(_ digest: Digest) throws {
    do {
      try FileManager.default.removeItem(atPath: file(of: digest))
    } catch {
      guard ReadableFile.size(file(of: digest)) != nil else { return }
      throw Refusal(
        .registryRefused, what: "\(file(of: digest)) was not deleted.",
        remedy: "Give yourself the right to write its folder.")
    }
  }

  /// Lets `body` work while nobody else changes the index.
  func exclusively<Result>(_ body: () async throws -> Result) async throws -> Result {
    let lock = try await FolderLock.take(path)
    let result = try await body()
    withExtendedLifetime(lock) {}
    return result
  }

  /// Changes the index under a lock; its entries are sorted, so that equal states are equal bytes.
  func change(_ body: (inout ImageIndex) throws -> Void) async throws {
    try prepare()
    try await exclusively {
      var index = try index()
      try body(&index)
      let key = { (entry: Descriptor) in (entry.annotations?[Self.nameKey] ?? "", entry.digest) }
      index.manifests.sort { key($0) < key($1) }
      try write(index)
    }
  }

  func write(_ index: ImageIndex) throws { try DurableFile.write(try index.encoded(), to: "\(path)/index.json") }
}
