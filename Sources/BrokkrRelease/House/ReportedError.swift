import ArgumentParser
import FoundationEssentials
import Refusals

/// An error as it is told: refusals, and the status that they end with.
struct ReportedError {
  /// What is told; never empty.
  var refusals: [Refusal]
  /// Fields beside those of the error; nil for none.
  private var details: (@Sendable () -> JSONValue)?

  /// Makes sense of any error.
  init(_ error: any Error) {
    switch error {
    case let refusal as Refusal: refusals = [refusal]
    case let list as RefusalList where !list.refusals.isEmpty: refusals = list.refusals
    case let explained as ExplainedRefusal where !explained.refusals.isEmpty:
      (refusals, details) = (explained.refusals, explained.json)
    case is CancellationError:
      refusals = [Refusal(.interrupted, what: "The command was interrupted.")]
    case let error as ValidationError: refusals = [Refusal(.usage, what: error.message)]
    case let error as CocoaError: refusals = [Refusal(error)]
    default: refusals = [Refusal(.failed, what: "The command failed.", why: "\(error)")]
    }
  }

  /// The status of the gravest.
  var status: ExitStatus { .gravest(refusals.map { ExitStatus($0.code) }) }

  /// The object of the contract: the gravest one's code; where there are several, each of them as well.
  var json: JSONValue { details.map { $0().merging(errors) } ?? errors }

  private var errors: JSONValue {
    let objects = refusals.map { refusal -> JSONValue in
      [
        "code": .string(refusal.code.rawValue), "message": .string(refusal.message),
        "help": .string(refusal.remedy), "exit": JSONValue(Int(ExitStatus(refusal.code).rawValue)),
      ]
    }
    let status = JSONValue(Int(status.rawValue))
    guard objects.count > 1, let gravest = objects.first(where: { $0["exit"] == status }) else {
      return ["error": objects[0]]
    }
    let all: JSONValue = [
      "message": .string(refusals.map(\.message).joined(separator: "\n")),
      "help": .string(refusals.map(\.remedy).filter { !$0.isEmpty }.joined(separator: "\n")),
    ]
    return ["error": gravest.merging(all), "errors": .array(objects)]
  }

  /// What people read: each with its cause and what to do.
  var text: StyledText {
    var lines: [StyledText] = []
    for refusal in refusals {
      lines.append("\("error:", .bad) \(refusal.what)")
      lines += Self.part("  why: ", refusal.why)
      lines += Self.part("  fix: ", refusal.remedy)
    }
    return StyledText(lines: lines)
  }

  /// Lines behind a label, the further ones below the first.
  private static func part(_ label: String, _ text: String) -> [StyledText] {
    var lines: [Substring] = text.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    return lines.enumerated().map { index, line in
      StyledText(index == 0 ? label : String(repeating: " ", count: label.count), .strong) + StyledText(line)
    }
  }
}
