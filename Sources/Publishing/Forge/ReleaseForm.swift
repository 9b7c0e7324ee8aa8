import FoundationEssentials
import GitHub
import OCI
import Refusals

/// What a GitHub Release says and holds.
///
/// Its identity is its tag, its marks and its assets; title and notes are kept for writing it back and are not compared,
/// so that a corrected typo stops nothing.
public struct ReleaseForm: Codable, Hashable, Sendable {
  /// A file that can be downloaded.
  public struct Asset: Codable, Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its length in bytes.
    public var size: Int64
    /// `sha256:` and the hash.
    public var digest: String

    /// Names a file.
    public init(name: String, size: Int64, digest: String) {
      (self.name, self.size, self.digest) = (name, size, digest)
    }
  }

  /// The tag.
  public var tag: String
  /// The title.
  public var title: String
  /// The notes, Markdown.
  public var notes: String
  /// It is marked as a pre-release.
  public var isPrerelease: Bool
  /// The files, sorted by name.
  public var assets: [Asset]

  /// Makes a form.
  public init(tag: String, title: String, notes: String, isPrerelease: Bool, assets: [Asset]) {
    (self.tag, self.title, self.notes, self.isPrerelease) = (tag, title, notes, isPrerelease)
    self.assets = assets.sorted { $0.name < $1.name }
  }

  /// What the end of a title says of a release that was taken back.
  static let mark = " (withdrawn)"

  /// It says that it was taken back.
  public var isWithdrawn: Bool { title.hasSuffix(Self.mark) }

  /// The form of a release that was taken back: a pre-release, so that nobody is led to it, that says so at once.
  public var withdrawn: ReleaseForm {
    guard !isWithdrawn else { return self }
    var form = self
    form.title += Self.mark
    form.isPrerelease = true
    form.notes = "**\(tag) was withdrawn: do not use it.**\n\n\(notes)"
    return form
  }

  /// The digest of what is compared, as canonical JSON.
  public var identity: String {
    get throws {
      let compared = Compared(
        assets: assets, draft: false, prerelease: isPrerelease, tag: tag, withdrawn: isWithdrawn ? true : nil)
      return Digest.sha256(of: try Self.canonical(compared)).description
    }
  }

  private struct Compared: Encodable {
    var assets: [Asset]
    var draft: Bool
    var prerelease: Bool
    var tag: String
    var withdrawn: Bool?
  }

  /// The whole form as it is kept in the ledger.
  public var encoded: [UInt8] { get throws { try Self.canonical(self) } }

  /// Reads what ``encoded`` wrote.
  public init(decoding bytes: [UInt8]) throws {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(bytes))
    } catch {
      throw Refusal(
        .ledgerDamaged, what: "The ledger keeps a GitHub Release that cannot be read.",
        remedy: "Run `brokkr-release doctor`.")
    }
  }

  private static func canonical(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(value))
  }

  enum CodingKeys: String, CodingKey {
    case tag, title, notes, assets
    case isPrerelease = "prerelease"
  }
}
