import Refusals

/// The way back of a sweep that ended early: what is still there must not lack what it names.
public enum PutBack {
  /// Puts back, also when this task is being cancelled.
  ///
  /// - Parameters:
  ///   - error: what ended the sweep.
  ///   - body: puts back.
  /// - Returns: what to throw: `error`, and beside it what could not be put back.
  public static func after(_ error: any Error, _ body: @escaping @Sendable () async throws -> Void) async -> any Error {
    do {
      try await Task { try await body() }.value
      return error
    } catch let second {
      let lack = Refusal(
        .registryRefused, what: "What was deleted was not looked through, and nothing was put back.",
        why: "A tag that somebody has pushed meanwhile may need it: \((second as? Refusal)?.message ?? "\(second)")",
        remedy: "Run the same command again. Where a tag cannot be pulled then, push its image again.")
      return RefusalList(refusals(error) + [lack])
    }
  }

  private static func refusals(_ error: any Error) -> [Refusal] {
    switch error {
    case let refusal as Refusal: [refusal]
    case let list as RefusalList: list.refusals
    default: []
    }
  }
}
