import Refusals
import Testing

@testable import BrokkrRelease

@Suite struct ExitStatusTests {
  /// The contract's table; what is not in it ends with 1.
  private static let contract: [Int32: [Refusal.Code]] = [
    2: [
      .usage, .configuration, .ambiguous, .missingPath, .malformedVersion, .versionTooLow, .versionExists,
      .versionBurnt, .dirtyTree, .noRepository, .unbornHead, .unpushed, .noConfirmation, .identityMissing,
    ],
    3: [.nothingToRelease, .nothingInFlight], 4: [.unauthorized], 5: [.halfWritten], 6: [.approvalMissing],
    7: [.locked], 8: [.drifted], 9: [.historyUnsafe], 10: [.foreign, .nameTaken], 130: [.interrupted],
  ]

  @Test("every kind of refusal ends with the contract's status", arguments: Refusal.Code.allCases)
  func status(code: Refusal.Code) {
    let expected = Self.contract.first { $0.value.contains(code) }?.key ?? 1
    #expect(ExitStatus(code).rawValue == expected)
  }

  @Test(
    "of several the gravest counts: 10 over 4 over 1",
    arguments: [
      ([1, 4, 10], 10), ([4, 1], 4), ([1, 1], 1), ([], 0), ([0, 3], 3),
      ([2, 1], 1),  // a failure may hide behind what is mended first
      ([10, 130], 130),
    ] as [([Int32], Int32)]
  )
  func gravest(several: [Int32], expected: Int32) {
    #expect(ExitStatus.gravest(several.compactMap(ExitStatus.init(rawValue:))).rawValue == expected)
  }
}
