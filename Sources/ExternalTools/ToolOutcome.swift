import Refusals

/// How a program ended, and what it wrote.
///
/// The texts are without secrets; ``output`` and ``errors`` are as the program wrote them.
public struct ToolOutcome: Sendable {
  /// The program's name, for messages.
  public var program: String
  /// Its exit status; 128 and the signal's number where a signal ended it.
  public var status: Int32
  /// What it wrote to standard output.
  public var output: [UInt8]
  /// What it wrote to standard error.
  public var errors: [UInt8]
  /// What its texts are shown without.
  public var redaction: Redaction

  /// Makes an outcome.
  public init(
    program: String, status: Int32, output: [UInt8], errors: [UInt8], redaction: Redaction = Redaction([])
  ) {
    self.program = program
    self.status = status
    self.output = output
    self.errors = errors
    self.redaction = redaction
  }

  /// Standard output as text; what is no UTF-8 is replaced.
  public var text: String { redaction(String(decoding: output, as: UTF8.self)) }
  /// Standard error as text; what is no UTF-8 is replaced.
  public var errorText: String { redaction(String(decoding: errors, as: UTF8.self)) }
  /// It ended with status zero.
  public var succeeded: Bool { status == 0 }

  /// The outcome itself where the program succeeded.
  ///
  /// - Parameters:
  ///   - what: what did not happen otherwise.
  ///   - remedy: what to do then.
  /// - Returns: the outcome.
  /// - Throws: a `Refusal` with the last lines that the program wrote.
  public func checked(_ what: String, remedy: String) throws -> ToolOutcome {
    guard !succeeded else { return self }
    throw Refusal(.toolFailed, what: what, why: tail(20), remedy: remedy)
  }

  /// The last lines of what it wrote to standard error, else to standard output, and the status.
  public func tail(_ count: Int) -> String {
    let said = errors.allSatisfy({ $0 <= 32 }) ? text : errorText
    let lines = said.split(whereSeparator: \.isNewline).suffix(count)
    return (lines.map(String.init) + ["\(program) ended with status \(status)"]).joined(separator: "\n")
  }
}
