/// Who must agree before a release is published.
public struct ApprovalConfiguration: Sendable, Equatable {
  /// How the agreement is given.
  public enum Method: String, CaseIterable, Sendable, Codable {
    /// It is not asked for.
    case none
    /// The person who cuts confirms.
    case prompt
    /// People sign the plan's hash with their SSH keys.
    case signature
    /// The reviewers of a GitHub environment agree.
    case environment
  }

  /// How the agreement is given.
  public var by: Method = .prompt
  /// The GitHub environment whose reviewers are asked.
  public var environment = "release"
  /// How many different people must agree; counts for signature and environment.
  public var minimum = 1
  /// The allowed_signers file of OpenSSH, relative to the repository's root.
  public var signers = ".github/allowed_signers"
  /// Whether the one who cuts may be among them.
  public var cutterMayApprove = false
  /// How long an agreement holds; nil means without an end.
  public var validFor: Duration?

  /// Makes the rule that holds without a configuration.
  public init() {}
}
