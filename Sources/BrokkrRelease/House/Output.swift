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
    guard environment.isGitHubActions else { return say("\("warning:", .caution) \(note.message)") }
    instruct(GitHubActions.annotation("warning", title: note.code, note.message))
  }

  private func say(_ text: StyledText) {
    let isColored = settings.color.isColored(environment, isTerminal: messages.isTerminal)
    write(text.rendered(isColored: isColored))
  }

  /// A command to the runner of GitHub Actions; everything else that is said is none.
  private func instruct(_ line: String) { write(StyledText(line).plain, isCommand: true) }

  private func write(_ text: String, isCommand: Bool = false) {
    let line = environment.isGitHubActions && !isCommand ? GitHubActions.inert(text) : text
    // Whoever does not listen to messages still gets the result.
    try? messages.write(Array("\(line)\n".utf8))
  }

  // MARK: Results

  /// Ends the command: its answer or its error is told, and what GitHub Actions wants is written.
  func finish(_ result: Result<Answer, any Error>, of command: String) -> ExitStatus {
    if openGroup.withLock({ $0 }) { instruct(GitHubActions.endGroup) }
    switch result {
    case .success(let answer):
      hand(answer, of: command)
      guard let failure = print(answer.text, answer.json) else { return answer.status }
      guard answer.status == .done, !failure.isReaderGone else { return answer.status }
      let refusal = Refusal(.diskFull, what: "The result was not written.", why: failure.reason)
      say(ReportedError(refusal).text)
      return .failed
    case .failure(let error):
      let reported = ReportedError(error)
      tell(reported, of: command)
      return reported.status
    }
  }

  private func tell(_ error: ReportedError, of name: String) {
    switch settings.form {
    case .text: say(error.text)
    case .json: _ = print(StyledText(), error.json)
    }
    guard environment.isGitHubActions else { return }
    for refusal in error.refusals {
      instruct(GitHubActions.annotation("error", title: refusal.code.rawValue, refusal.description))
    }
    summarize(error.text.plain, of: name)
  }

  /// The one place that chooses between the forms of a result.
  private func print(_ text: StyledText, _ json: JSONValue) -> SystemCall.Failure? {
    let bytes: [UInt8]
    switch settings.form {
    case .text:
      let isColored = settings.color.isColored(environment, isTerminal: results.isTerminal)
      let rendered = text.rendered(isColored: isColored)
      let shown = environment.isGitHubActions ? GitHubActions.inert(rendered) : rendered
      bytes = text.isEmpty ? [] : Array("\(shown)\n".utf8)
    case .json:
      bytes = json.merging(["schema_version": 1]).encoded + [UInt8(ascii: "\n")]
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
    summarize(answer.text.plain, of: command)
    append(GitHubActions.outputs(of: answer.json), toFileOf: "GITHUB_OUTPUT")
  }

  private func summarize(_ text: String, of command: String) {
    guard !text.isEmpty else { return }
    append(GitHubActions.summary(of: command, text), toFileOf: "GITHUB_STEP_SUMMARY")
  }

  private func append(_ text: String, toFileOf variable: String) {
    guard let path = environment[variable], !text.isEmpty else { return }
    do throws(SystemCall.Failure) {
      try FileAppender.append(text, to: path)
    } catch {
      note(Note("actions-file", "\(variable) was not written: \(error.reason)"))
    }
  }
}
