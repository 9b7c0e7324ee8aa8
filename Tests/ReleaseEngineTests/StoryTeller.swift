import ReleaseEngine

/// Plays the steps of a story on the engine.
protocol StoryTeller: Sendable {
  init(holding values: [String: String], unrecorded: [String]) async
  /// What became of the step, in the words of the model.
  mutating func play(_ step: StoryStep) async throws -> ClaimModel.Outcome
  /// What every slot shows.
  var shown: [String: String] { get async }
  /// The ledger.
  var state: LedgerState { get async }
  /// The same, going its own way from here on.
  func copy() async -> Self
  /// What is wrong at the end; empty where all is well.
  func findings() async throws -> [String]
}
