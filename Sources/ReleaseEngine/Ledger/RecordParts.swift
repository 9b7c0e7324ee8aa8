/// One image of a release as recorded.
public struct RecordedImage: Codable, Hashable, Sendable {
  /// One platform of an image.
  public struct Platform: Codable, Hashable, Sendable {
    /// Such as `linux/arm64`.
    public var platform: String
    /// The digest of the platform's manifest.
    public var digest: String

    /// Makes an entry.
    public init(platform: String, digest: String) { (self.platform, self.digest) = (platform, digest) }
  }

  /// The name in the configuration.
  public var name: String
  /// Where it was published.
  public var repository: String
  /// The digest of the index.
  public var digest: String
  /// The platforms, sorted.
  public var platforms: [Platform]

  /// Makes an entry.
  public init(name: String, repository: String, digest: String, platforms: [Platform]) {
    (self.name, self.repository, self.digest, self.platforms) = (name, repository, digest, platforms)
  }
}

/// One chart of a release as recorded.
public struct RecordedChart: Codable, Hashable, Sendable {
  /// The chart's name.
  public var name: String
  /// The chart's version.
  public var version: String
  /// The version of what it installs.
  public var appVersion: String
  /// Where it was published; the chart's name is part of it.
  public var repository: String
  /// The digest of its manifest.
  public var digest: String
  /// The SHA-256 of its archive, in hexadecimal.
  public var sha256: String

  /// Makes an entry.
  public init(name: String, version: String, appVersion: String, repository: String, digest: String, sha256: String) {
    (self.name, self.version, self.appVersion) = (name, version, appVersion)
    (self.repository, self.digest, self.sha256) = (repository, digest, sha256)
  }

  enum CodingKeys: String, CodingKey {
    case name, version, repository, digest, sha256
    case appVersion = "app_version"
  }
}

/// Who let a release go out.
public struct Approval: Codable, Hashable, Sendable {
  /// A person's name and address.
  public var by: String
  /// When, as RFC 3339 in UTC.
  public var at: String
  /// `prompt`, `none`, `signature` or `environment`.
  public var method: String
  /// What was signed; nil where nothing was.
  public var statement: String?
  /// The armored signature; nil where there is none.
  public var signature: String?

  /// Makes an entry.
  public init(by: String, at: String, method: String, statement: String? = nil, signature: String? = nil) {
    (self.by, self.at, self.method, self.statement, self.signature) = (by, at, method, statement, signature)
  }
}

/// Something that happened to a release.
public struct RecordedEvent: Codable, Hashable, Sendable {
  /// When, as RFC 3339 in UTC.
  public var at: String
  /// What, in a few words.
  public var what: String

  /// Makes an entry.
  public init(at: String, what: String) { (self.at, self.what) = (at, what) }

  /// A cut was begun.
  static let begun = "cut begun"
  /// A cut has come to wait for its approval, with its plan and its content.
  static let parked = "parked"

  /// From here on the record is about another draft than before.
  public var isBeginning: Bool { what == Self.begun || what == Self.parked }
}

/// A scalar of a file that carries the version.
public struct StampedScalar: Codable, Hashable, Sendable {
  /// The file, relative to the repository's root.
  public var file: String
  /// The path of keys inside it.
  public var key: [String]
  /// What it said before; nil when it was empty.
  @ExplicitNull public var before: String?
  /// What the release says.
  public var after: String
  /// How `before` was written, with blanks and quotes; nil where that is not known.
  public var source: String?

  /// Makes an entry.
  public init(file: String, key: [String], before: String?, after: String, source: String? = nil) {
    self.file = file
    self.key = key
    self.before = before
    self.after = after
    self.source = source
  }

  /// The file said so already.
  public var isUnchanged: Bool { before == after }
}

/// One line of `changes` in a record or a plan, as the contract prints it.
public struct ChangeEntry: Codable, Hashable, Sendable {
  /// The slot's address.
  public var slot: String
  /// The slot's type.
  public var kind: SlotKind
  /// What the slot is to the release.
  public var role: Role
  /// The identity it held; nil for nothing.
  @ExplicitNull public var before: String?
  /// The identity it must hold; nil for nothing.
  @ExplicitNull public var after: String?
  /// `exact`, `leaving` or `impossible`.
  public var reversible: String
  /// What a way back leaves, or why there is none.
  @ExplicitNull public var reversal: String?
  /// How far the change is.
  public var state: SlotChange.State

  /// Writes down a change.
  public init(_ change: SlotChange) {
    slot = change.slot.address
    kind = change.slot.kind
    role = change.role
    before = change.before?.identity
    after = change.after?.identity
    reversible = change.reversal.word
    reversal = change.reversal.text
    state = change.state
  }

  /// The slot.
  public var name: SlotName { SlotName(kind, slot) }

  /// Says how the change can be taken back.
  mutating func reversal(_ found: Reversal) { (reversible, reversal) = (found.word, found.text) }
}
