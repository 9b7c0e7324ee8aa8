public import OCI
import Refusals
public import ReleaseEngine

/// A tag of an image or a chart, in a registry or in an image layout on disk.
public struct RegistryTag: SingleSlot {
  /// `oci.tag`.
  public static let kind: SlotKind = "oci.tag"
  /// Where the repository lies.
  public let repository: RepositoryAddress
  /// The tag.
  public let tag: String

  /// Makes the slot of a tag in a repository.
  public init(_ repository: RepositoryAddress, _ tag: String) { (self.repository, self.tag) = (repository, tag) }

  /// Reads `oci:HOST/REPOSITORY:TAG` or `oci-layout:PATH:TAG`.
  public init(address: String) throws {
    guard let colon = address.lastIndex(of: ":"),
      let repository = RepositoryAddress(slotPrefix: address[..<colon])
    else {
      throw Refusal(.ledgerDamaged, what: "A record names a registry tag `\(address)`, which is none.")
    }
    self.init(repository, String(address[address.index(after: colon)...]))
  }

  /// `oci:HOST/REPOSITORY:TAG` or `oci-layout:PATH:TAG`.
  public var address: String { "\(repository.slotPrefix):\(tag)" }
  /// One repository is one place.
  public var place: PlaceName { PlaceName(rawValue: repository.slotPrefix) }

  /// A manifest or an index, byte for byte.
  public struct Value: SlotValue {
    /// The document.
    public let manifest: StoredManifest?
    /// Its digest.
    public let identity: String

    /// Wraps a document.
    public init(_ manifest: StoredManifest) {
      self.manifest = manifest
      identity = manifest.digest.description
    }

    /// Reads a value from a record; without bytes it can be compared and not written.
    public init(identity: String, content: [UInt8]) throws {
      self.identity = identity
      manifest = content.isEmpty ? nil : StoredManifest(bytes: content)
      guard let manifest, manifest.digest.description != identity else { return }
      throw Refusal(
        .ledgerDamaged, what: "The ledger keeps other bytes for \(identity).",
        why: "Their digest is \(manifest.digest)", remedy: "Run `brokkr-release doctor`.")
    }

    /// The bytes of the document.
    public var content: [UInt8] { manifest?.bytes ?? [] }
  }

  /// Reads the document behind the tag.
  public func read(_ place: any ImageRepository) async throws -> Value? {
    try await place.manifest(tag).map { Value($0) }
  }

  /// Puts the document, or removes this tag and no sibling.
  public func write(_ value: Value?, over expected: Value?, at place: any ImageRepository) async throws {
    guard let value else {
      switch try await place.tagRemoval(of: tag) {
      case .unsupported: throw Unwritable(slot: address, reason: "this registry does not remove tags")
      case .kept(let reason): throw Unwritable(slot: address, reason: reason)
      case .allowed, .forbidden: return try await place.removeTag(tag)
      }
    }
    guard let manifest = value.manifest else {
      throw Refusal(
        .contentMissing, what: "\(address) was not written.",
        why: "The ledger does not keep the bytes of \(value.identity)",
        remedy: "Run `brokkr-release doctor`.")
    }
    try await place.put(manifest, as: tag)
  }

  /// A tag that was absent can be taken back only where the registry removes single tags.
  public func reversal(of change: Change<Self>, at place: any ImageRepository) async throws -> Reversal {
    guard change.before == nil else { return .exact }
    switch try await place.tagRemoval(of: tag) {
    case .allowed: return .exact
    case .kept(let reason): return .leaving("the tag \(tag): \(reason)")
    case .unsupported: return .leaving("the tag \(tag): this registry does not remove tags")
    case .forbidden: return .forbidden("the tag \(tag): these credentials may not delete it")
    }
  }

  /// A tombstone that a removal left before it was cut short.
  public func isResidue(_ value: Value) -> Bool { value.manifest?.isTombstone == true }

  /// Names what is missing below the document.
  public func shortfall(of value: Value, at place: any ImageRepository) async throws -> String? {
    guard let manifest = value.manifest else { return "the ledger does not keep the bytes of \(value.identity)" }
    let lacks = try await Closure.lacks(of: manifest, in: place)
    guard let first = lacks.first else { return nil }
    return first.text(in: place.name) + (lacks.count > 1 ? ", and \(lacks.count - 1) more" : "")
  }

  /// Names everything below the document that is missing or has another size and, where it is read, other bytes.
  public func lacks(of value: Value, isDeep: Bool, at place: any ImageRepository) async throws -> [String] {
    guard let manifest = value.manifest else { return ["the ledger does not keep the bytes of \(value.identity)"] }
    let lacks =
      isDeep
      ? try await Closure.damages(of: manifest, in: place) : try await Closure.lacks(of: manifest, in: place)
    return lacks.map { $0.text(in: place.name) }
  }
}
