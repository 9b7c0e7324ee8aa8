import Refusals

/// The exit codes that scripts may rely on; the only place that decides one.
enum ExitStatus: Int32, CaseIterable, Sendable {
  case done = 0
  case failed = 1
  case usage = 2
  case nothingToRelease = 3
  case unauthorized = 4
  case halfWritten = 5
  case approvalMissing = 6
  case maybeAlive = 7
  case different = 8
  case historyUnsafe = 9
  case foreign = 10
  case interrupted = 130

  /// The status that a kind of refusal ends with.
  init(_ code: Refusal.Code) {
    self =
      switch code {
      case .usage, .configuration, .ambiguous, .missingPath: .usage
      case .malformedVersion, .versionTooLow, .versionExists, .versionBurnt: .usage
      case .dirtyTree, .noRepository, .unbornHead, .unpushed, .noConfirmation, .identityMissing: .usage
      case .nothingToRelease, .nothingInFlight: .nothingToRelease
      case .unauthorized: .unauthorized
      case .halfWritten: .halfWritten
      case .approvalMissing: .approvalMissing
      case .locked: .maybeAlive
      case .drifted: .different
      case .historyUnsafe: .historyUnsafe
      case .foreign, .nameTaken: .foreign
      case .interrupted: .interrupted
      case .failed, .toolMissing, .toolFailed, .testFailed, .buildFailed, .contentMissing: .failed
      case .registryUnreachable, .registryRefused, .remoteUnreachable, .remoteRefused: .failed
      case .ledgerDamaged, .diskFull, .forgeUnreachable, .forgeRefused: .failed
      }
  }

  /// How grave the status is among several: what nobody may touch first, then what a person must put right, last what a
  /// second try may mend.
  private var gravity: Int {
    switch self {
    case .done: 0
    case .nothingToRelease: 1
    case .usage: 2
    case .failed: 3
    case .different: 4
    case .approvalMissing: 5
    case .unauthorized: 6
    case .halfWritten: 7
    case .maybeAlive: 8
    case .historyUnsafe: 9
    case .foreign: 10
    case .interrupted: 11
    }
  }

  /// The status of several things that ended differently; `done` for none.
  static func gravest(_ statuses: some Sequence<ExitStatus>) -> ExitStatus {
    statuses.max { $0.gravity < $1.gravity } ?? .done
  }
}
