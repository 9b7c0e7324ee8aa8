/// What a command answers: the same for people and for programs, and how it ends.
struct Answer: Sendable {
  /// For people; without a line break at its end.
  var text: StyledText
  /// For programs: an object; the schema's version is added.
  var json: JSONValue { makeJSON() }
  private let makeJSON: @Sendable () -> JSONValue
  /// How the command ends.
  var status: ExitStatus
  /// What the page of a run shows of it; nil for the text as it is.
  var summary: StepSummary?

  /// Makes an answer.
  init(_ text: StyledText, json: JSONValue, status: ExitStatus = .done) {
    self.init(text, status: status) { json }
  }

  /// Makes an answer whose object is only made where somebody wants it.
  init(_ text: StyledText, status: ExitStatus = .done, json: @escaping @Sendable () -> JSONValue) {
    self.text = text
    makeJSON = json
    self.status = status
  }

  /// Makes an answer of lines.
  init(lines: [StyledText], json: JSONValue, status: ExitStatus = .done) {
    self.init(StyledText(lines: lines), json: json, status: status)
  }
}
