public import Git
public import Publishing
public import Refusals
public import ReleaseEngine
public import SemanticVersioning

/// What is so before a release: facts only, gathered without changing anything.
public struct Survey: Sendable {
  /// What is released.
  public var scope: ComponentScope
  /// The version.
  public var version: SemanticVersion
  /// Its tag.
  public var tag: String
  /// The commit and the stamped tree.
  public var candidate: Candidate
  /// The short name of the branch that the release moves; nil where none moves.
  public var branch: String?
  /// The short name of the branch that is checked out, or that a detached commit stands for; nil for none.
  public var checkedOut: String?
  /// The tag that somebody else made of this version at this commit; nil where there is none.
  public var adopted: ObjectID?
  /// Stable versions of the pattern with a tag and without a record.
  public var unrecorded: [SemanticVersion]
  /// What the tag's message says below its first line; empty for nothing.
  public var message: String
  /// The notes for a page; Markdown, empty for none.
  public var page: String
  /// The GitHub Release that is made; nil where none is.
  public var forge: ReleaseTarget?
  /// Why a rollback could not remove the tag, as far as GitHub says; nil where it could.
  public var keepsTag: String?
  /// How it is approved.
  public var approve: ApprovalConfiguration
  /// The ledger as it was.
  public var state: LedgerState
  /// The references of the remote.
  public var remote: RemoteFacts
  /// Remarks.
  public var notes: [Note]

  /// What its phases work on.
  public var subject: PhaseSubject { PhaseSubject(scope: scope, version: version, tag: tag, candidate: candidate) }

  /// What was built has to come from this.
  public var origin: HandOverFolder.Origin { subject.origin }
}
