import FoundationEssentials
public import ReleaseEngine

/// What a person signs to let a release go out: this one, as it waits now, and nothing else.
///
/// Its bytes are JSON with sorted keys, signed as `ssh-keygen -Y sign` does (PROTOCOL.sshsig of OpenSSH).
public struct ApprovalStatement: Codable, Hashable, Sendable {
  /// The namespace of the signatures, so that one that was made for anything else is none.
  public static let namespace = "approval@brokkr-release"
  /// The form of this document.
  static let currentType = "brokkr-release approval 1"

  /// What it is.
  var type = ApprovalStatement.currentType
  /// The repository, as the ledger's root commit names it.
  public var repository: String
  /// The release's tag.
  public var tag: String
  /// The plan's hash.
  public var plan: String
  /// What every slot would get, by address; nil for nothing.
  public var slots: [String: String?]
  /// The head of the ledger that was seen.
  public var ledger: String
  /// The person, as `allowed_signers` names them.
  public var by: String
  /// When, as RFC 3339 in UTC.
  public var at: String

  /// Says that `record` may go out.
  public init(_ record: Record, repository: String, ledger: String, by: String, at: String) {
    self.repository = repository
    (tag, plan, slots) = (record.tag, record.planHash ?? "", Self.slots(of: record))
    (self.ledger, self.by, self.at) = (ledger, by, at)
  }

  /// Reads a statement; nil where the text is none.
  init?(parsing text: String) {
    guard let found = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)), found.type == Self.currentType else {
      return nil
    }
    self = found
  }

  /// What the slots of a record would get.
  static func slots(of record: Record) -> [String: String?] {
    Dictionary(record.claims.map { ($0.slot, $0.value) }) { first, _ in first }
  }

  /// What is signed.
  public func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
