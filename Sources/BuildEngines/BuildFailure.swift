import Refusals

extension Refusal {
  /// A build that its engine ended with an error.
  static func build(_ cell: BuildCell, with engine: String, status: Int32, log: BuildLog) -> Refusal {
    let tail = log.tail
    return Refusal(
      .buildFailed, what: "\(cell.title) was not built: \(engine) ended with status \(status).",
      why: tail.joined(separator: "\n"), remedy: BuildDiagnosis.remedy(for: tail))
  }
}
