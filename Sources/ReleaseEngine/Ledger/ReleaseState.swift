/// How far a release is; the contract's `state`.
public enum ReleaseState: String, Codable, CaseIterable, Sendable {
  case planned, tested, built, publishing, published, aborting, aborted, rejected
  case awaitingApproval = "awaiting-approval"
  case rollingBack = "rolling-back"
  case rolledBack = "rolled-back"

  /// Slots are being written, or were when the tool was stopped.
  public var isHalfWritten: Bool {
    switch self {
    case .publishing, .rollingBack, .aborting: true
    case .planned, .tested, .built, .awaitingApproval, .published, .rolledBack, .aborted, .rejected: false
    }
  }

  /// The release's claims count: they were laid down when its record said publishing, and no abort has ended them.
  public var claimsCount: Bool {
    switch self {
    case .publishing, .published, .rollingBack, .rolledBack: true
    case .planned, .tested, .built, .awaitingApproval, .aborting, .aborted, .rejected: false
    }
  }

  /// Nothing has been written yet but the record itself.
  public var isBeforePublishing: Bool {
    switch self {
    case .planned, .tested, .built, .awaitingApproval: true
    case .publishing, .published, .rollingBack, .rolledBack, .aborting, .aborted, .rejected: false
    }
  }
}
