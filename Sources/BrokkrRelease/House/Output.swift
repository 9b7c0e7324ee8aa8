import Refusals
import Synchronization

/// Everything that the program says: results to one stream, messages to the other.
final class Output: Sendable {
  /// The settings in effect.
  let settings: Settings
  /// The variables in effect.
  let environment: Environment
  private let results: ByteStream
  private let messages: ByteStream
  private let openGroup = Mutex(false)
  /// The remarks so far, each once, which are one annotation at the end: GitHub shows ten of a step.
  private let notes = Mutex<[Note]>([])

  /// Speaks to the given streams.
  init(
    _ settings: Settings, _ environment: Environment, results: ByteStream = .standardOutput,
    messages: ByteStream = .standardError
  ) {
    self.settings = settings
    self.environment = environment
    self.results = results
    self.messages = messages
  }

  // MARK: Messages

  /// A phase of a run begins; in GitHub Actions what follows can be folded.
  func phase(_ name: String) {
    guard settings.verbosity >= .normal else { return }
    guard environment.isGitHubActions else { return say("\("==>", .strong) \(name, .strong)") }
    let wasOpen = openGroup.withLock { isOpen in
      defer { isOpen = true }
      return isOpen
    }
    if wasOpen { instruct(GitHubActions.endGroup) }
    instruct(GitHubActions.group(name))
  }

  /// A piece of the present phase ended well.
  func done(_ text: StyledText) { progress("  \("ok", .good)  \(text)") }

  /// How far something is.
  func progress(_ text: StyledText) {
    if settings.verbosity >= .normal { say(text) }
  }

  /// What a tool says; shown with `-v`.
  func detail(_ line: String) {
    if settings.verbosity >= .verbose { say("  \(line, .dim)") }
  }

  /// What only the makers of this program want to know; shown with `--debug`.
  func debug(_ text: @autoclosure () -> String) {
    if settings.verbosity >= .debug { say("\("debug: \(text())", .dim)") }
  }

  /// A remark.
  func note(_ note: Note) {
    guard settings.verbosity >= .normal else { return }
    say("\("warning:", .caution) \(note.message)")
    guard environment.isGitHubActions else { return }
    notes.withLock { if !$0.contains(note) { $0.append(note) } }
  }

  private func say(_ text: StyledText) {
    let isColored = settings.color.isColored(environment, isTerminal: messages.isTerminal)
    // Whoever does not listen to messages still gets the result.
    try? messages.write(Array((inert(text.rendered(isColored: isColored)) + "\n").utf8))
  }

  /// Text for the log of a run, in which the runner must find no command that is not ours.
  private func inert(_ text: String) -> String { environment.isGitHubActions ? GitHubActions.inert(text) : text }

  /// A command to the runner.
  private func instruct(_ line: String) { try? messages.write(Array((line + "\n").utf8)) }

  // MARK: Results

  /// Ends the command: its answer or its error is told, and what GitHub Actions wants is written.
  func finish(_ result: Result<Answer, any Error>, of command: String) -> ExitStatus {
    switch result {
    case .success(let answer): finish(answer, of: command)
    case .failure(let error): finish(failing: error, of: command)
    }
  }

  /// Ends with an answer.
  func finish(_ answer: Answer, of command: String) -> ExitStatus {
    tellNotes()
    hand(answer, of: command)
    guard let failure = print(answer.text, answer.json) else { return answer.status }
    guard answer.status == .done, !failure.isReaderGone else { return answer.status }
    let refusal = Refusal(.diskFull, what: "The result was not written.", why: failure.reason)
    say(ReportedError(refusal).text)
    return .failed
  }

  /// Ends with an error.
  func finish(failing error: any Error, of command: String) -> ExitStatus {
    tellNotes()
    let reported = ReportedError(error)
    tell(reported, of: command)
    return reported.status
  }

  private func tellNotes() {
    if openGroup.withLock({ $0 }) { instruct(GitHubActions.endGroup) }
    mark("warning", notes.withLock { $0.map { ($0.code, $0.message) } }, "warnings")
  }

  private func tell(_ error: ReportedError, of command: String) {
    switch settings.form {
    case .text: say(error.text)
    case .json: _ = print(StyledText(), error.json)
    }
    guard environment.isGitHubActions else { return }
    if settings.form == .json { say(error.text) }
    mark("error", error.refusals.map { ($0.code.rawValue, $0.description) }, "errors")
    summarize(of: command) { StepSummary.block(error.text.plain, of: command, room: $0) }
  }

  /// Marks the run once, however much there is to tell.
  private func mark(_ kind: String, _ found: [(title: String, message: String)], _ plural: String) {
    guard environment.isGitHubActions, let first = found.first else { return }
    let title = found.count == 1 ? first.title : "\(found.count) \(plural)"
    instruct(GitHubActions.annotation(kind, title: title, found.map(\.message).joined(separator: "\n")))
  }

  /// The one place that chooses between the forms of a result.
  private func print(_ text: StyledText, _ json: @autoclosure () -> JSONValue) -> SystemCall.Failure? {
    let bytes: [UInt8]
    switch settings.form {
    case .text:
      let isColored = settings.color.isColored(environment, isTerminal: results.isTerminal)
      bytes = text.isEmpty ? [] : Array((inert(text.rendered(isColored: isColored)) + "\n").utf8)
    case .json:
      let encoded = json().merging(["schema_version": 1]).encoded + [UInt8(ascii: "\n")]
      bytes = environment.isGitHubActions ? GitHubActions.inert(json: encoded) : encoded
    }
    do {
      try results.write(bytes)
      return nil
    } catch {
      return error
    }
  }

  // MARK: GitHub Actions

  private func hand(_ answer: Answer, of command: String) {
    guard environment.isGitHubActions else { return }
    summarize(of: command) { room in
      if let summary = answer.summary { return summary.markdown(of: command, room: room) }
      let text = answer.text.plain
      return text.isEmpty ? "" : StepSummary.block(text, of: command, room: room)
    }
    append(GitHubActions.outputs(of: answer.json), toFileOf: "GITHUB_OUTPUT")
  }

  /// Adds to the step's summary what there is still room for.
  private func summarize(of command: String, _ text: (_ room: Int) -> String) {
    guard let path = environment["GITHUB_STEP_SUMMARY"] else { return }
    append(text(StepSummary.limit - FileAppender.size(of: path)), toFileOf: "GITHUB_STEP_SUMMARY")
  }

  private func append(_ text: String, toFileOf variable: String) {
    guard let path = environment[variable], !text.isEmpty else { return }
    do throws(SystemCall.Failure) {
      try FileAppender.append(text, to: path)
    } catch {
      say("\("warning:", .caution) \(variable) was not written: \(error.reason)")
    }
  }
}
