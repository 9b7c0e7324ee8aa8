import Git
public import ReleaseEngine

/// The tag and the branch of a release as publish targets.
public struct GitTarget: Hashable, Sendable {
  /// The tag's name, such as `v1.2.0`.
  public var tag: String
  /// The short name of the branch that moves to the release commit; nil where none does.
  public var branch: String?

  /// Makes a target.
  public init(tag: String, branch: String?) { (self.tag, self.branch) = (tag, branch) }

  /// The tag's slot.
  public var tagSlot: SlotName { SlotName(GitReference("refs/tags/\(tag)")) }
  /// The branch's slot; nil where none moves.
  public var branchSlot: SlotName? { branch.map { SlotName(GitReference("refs/heads/\($0)")) } }

  /// What the release would put there.
  ///
  /// - Parameters:
  ///   - tag: the tag object.
  ///   - commit: the release commit.
  /// - Returns: the claims on the tag and, where one moves, the branch.
  public func claims(tag: HeldValue, commit: HeldValue) -> [Claim] {
    var claims = [Claim(tagSlot, .tag, value: tag.identity)]
    if let branchSlot { claims.append(Claim(branchSlot, .branch, value: commit.identity)) }
    return claims
  }

  /// The message of an annotated tag: its subject, the notes, and the ledger commit that it was cut from, with the
  /// repository and the reference that have it.
  public static func message(
    tag: String, notes: String, ledger: String?, repository: String? = nil, reference: String? = nil
  ) -> String {
    var parts = ["Release \(tag)"]
    if !notes.isEmpty { parts.append(notes) }
    if let ledger {
      let home = [repository.map { "\nLedger-Repository: \($0)" }, reference.map { "\nLedger-Reference: \($0)" }]
      parts.append("Ledger: \(ledger)" + home.compactMap(\.self).joined())
    }
    return parts.joined(separator: "\n\n") + "\n"
  }
}
