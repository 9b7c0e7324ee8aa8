/// What a command answers: the same for people and for programs, and how it ends.
struct Answer: Sendable {
  /// For people; without a line break at its end.
  var text: StyledText
  /// For programs: an object; the schema's version is added.
  var json: JSONValue
  /// How the command ends.
  var status: ExitStatus

  /// Makes an answer.
  init(_ text: StyledText, json: JSONValue, status: ExitStatus = .done) {
    self.text = text
    self.json = json
    self.status = status
  }

  /// Makes an answer of lines.
  init(lines: [StyledText], json: JSONValue, status: ExitStatus = .done) {
    self.init(StyledText(lines: lines), json: json, status: status)
  }
}
