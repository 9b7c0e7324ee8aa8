import FoundationEssentials
import Refusals
import Synchronization
import TestSupport
import Testing

@testable import BrokkrRelease

@Suite struct OutputTests {
  private let results = Memory()
  private let messages = Memory()
  private let answer = Answer("text", json: ["tag": "v1.0.0", "version": "1.0.0"])

  private func output(
    _ change: (inout Settings) -> Void = { _ in }, environment: [String: String] = [:], results: ByteStream? = nil
  ) -> Output {
    var settings = Settings()
    change(&settings)
    return Output(
      settings, Environment(environment), results: results ?? self.results.stream(), messages: messages.stream())
  }

  @Test("an answer is its text, or exactly one object with the schema's version")
  func forms() {
    #expect(output().finish(.success(answer), of: "next") == .done)
    #expect(results.text == "text\n")
    #expect(output { $0.form = .json }.finish(.success(answer), of: "next") == .done)
    #expect(results.text == "text\n" + #"{"schema_version":1,"tag":"v1.0.0","version":"1.0.0"}"# + "\n")
    #expect(messages.text.isEmpty)
  }

  @Test("an error is a message, or exactly one object and no message")
  func errors() {
    let refusal = Refusal(.locked, what: "No.")
    #expect(output().finish(.failure(refusal), of: "cut") == .maybeAlive)
    #expect(messages.text == "error: No.\n")
    #expect(results.text.isEmpty)
    #expect(output { $0.form = .json }.finish(.failure(refusal), of: "cut") == .maybeAlive)
    #expect(
      results.text == #"{"error":{"code":"locked","exit":7,"help":"","message":"No."},"schema_version":1}"# + "\n")
    #expect(messages.text == "error: No.\n")
  }

  @Test("an answer may end with another status than 0")
  func status() {
    let answer = Answer("differs", json: ["ok": false], status: .different)
    #expect(output().finish(.success(answer), of: "verify") == .different)
  }

  @Test(
    "how much is said follows the verbosity",
    arguments: [
      (.quiet, ""),
      (.normal, "==> test\n  ok  cell\nhalf way\nwarning: careful\n"),
      (.verbose, "==> test\n  ok  cell\nhalf way\n  a line\nwarning: careful\n"),
      (.debug, "==> test\n  ok  cell\nhalf way\n  a line\ndebug: inside\nwarning: careful\n"),
    ] as [(Settings.Verbosity, String)]
  )
  func verbosity(verbosity: Settings.Verbosity, expected: String) {
    let output = output { $0.verbosity = verbosity }
    output.phase("test")
    output.done("cell")
    output.progress("half way")
    output.detail("a line")
    output.debug("inside")
    output.note(Note("care", "careful"))
    #expect(messages.text == expected)
    #expect(results.text.isEmpty)
  }

  @Test("a result that cannot be written fails, unless the reader went away")
  func unwritable() {
    func failing(_ number: Int32) -> ByteStream {
      ByteStream(isTerminal: false) { (_) throws(SystemCall.Failure) in throw SystemCall.Failure(number: number) }
    }
    let (noSpace, brokenPipe): (Int32, Int32) = (28, 32)
    #expect(output(results: failing(noSpace)).finish(.success(answer), of: "next") == .failed)
    #expect(messages.text.contains("error: The result was not written."))
    #expect(output(results: failing(brokenPipe)).finish(.success(answer), of: "next") == .done)
  }

  @Test("in GitHub Actions phases are groups, remarks annotations, and the answer goes to the step's files")
  func actions() throws {
    let scratch = try ScratchDirectory("output")
    let (outputs, summary) = ("\(scratch.path)/outputs", "\(scratch.path)/summary")
    let output = output(environment: [
      "GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": outputs, "GITHUB_STEP_SUMMARY": summary,
    ])
    output.phase("test")
    output.note(Note("care", "careful"))
    output.phase("build")
    #expect(output.finish(.success(answer), of: "cut") == .done)
    #expect(
      messages.text
        == "::group::test\nwarning: careful\n::endgroup::\n::group::build\n::endgroup::\n"
        + "::warning title=care::careful\n")
    #expect(try read(outputs) == "version=1.0.0\nprerelease=false\nchannel=\ntag=v1.0.0\n")
    #expect(try read(summary) == "### `brokkr-release cut`\n\n```text\ntext\n```\n")
  }

  @Test("many remarks and many errors are one annotation of each kind, and all of them stand in the log")
  func oneAnnotation() {
    let output = output(environment: ["GITHUB_ACTIONS": "true"])
    for number in 1...30 { output.note(Note("care", "careful \(number)")) }
    let refusals = (1...30).map { Refusal(.foreign, what: "Slot \($0) is foreign.") }
    #expect(output.finish(.failure(RefusalList(refusals)), of: "cut") == .foreign)
    let lines = messages.text.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("::") } == 2)
    #expect(lines.contains { $0.hasPrefix("::warning title=30 warnings::careful 1%0Acareful 2%0A") })
    #expect(lines.contains { $0.hasPrefix("::error title=30 errors::Slot 1 is foreign.%0A") })
    for number in 1...30 {
      #expect(lines.contains("warning: careful \(number)") && lines.contains("error: Slot \(number) is foreign."))
    }
  }

  @Test(
    "text from elsewhere gives the runner no command, neither in the log nor in a result",
    arguments: [
      "::error::x", " \t::add-mask::x", "a\n::set-env name=PATH::/evil", "fix: ##[add-matcher]/tmp/x",
      "\u{2028}::error::x",
    ])
  func inert(hostile: String) {
    for change in [{ (settings: inout Settings) in settings.form = .text }, { $0.form = .json }] {
      let output = output(change, environment: ["GITHUB_ACTIONS": "true"])
      output.progress(StyledText(hostile))
      output.note(Note("care", hostile))
      output.phase(hostile)
      output.done(StyledText(hostile))
      let json: JSONValue = ["tag": .string(hostile)]
      _ = output.finish(.success(Answer(StyledText(hostile), json: json)), of: "plan")
      _ = output.finish(.failure(Refusal(.failed, what: hostile, why: hostile, remedy: hostile)), of: "plan")
    }
    let own = ["::group::", "::endgroup::", "::warning title=", "::error title="]
    for line in (messages.text + results.text).split(whereSeparator: \.isNewline) {
      let start = line.drop(while: \.isWhitespace)
      #expect(!start.hasPrefix("::") || own.contains { line.hasPrefix($0) }, "\(line)")
      #expect(!line.contains("##["), "\(line)")
    }
    // What a program reads is the same text.
    let json = results.text.split(separator: "\n").first { $0.hasPrefix("{\"") && $0.contains("tag") }
    #expect(json.flatMap { try? JSONValue(parsing: Array($0.utf8)) }?["tag"]?.text == hostile)
  }

  @Test("a summary takes what room the step has left, and says what it leaves out")
  func room() throws {
    let scratch = try ScratchDirectory("room")
    let path = "\(scratch.path)/summary"
    let output = output(environment: ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": path])
    let long = (1...60_000).map { "line \($0) of a long answer" }.joined(separator: "\n")
    for _ in 1...3 { _ = output.finish(.success(Answer(StyledText(long), json: [:])), of: "plan") }
    let text = try read(path)
    #expect(text.utf8.count <= 1 << 20)
    #expect(text.utf8.count > 1_000_000)
    #expect(text.contains("of 60000 lines are shown; the log has all."))
  }

  @Test("in GitHub Actions an error marks the run")
  func actionsError() {
    let output = output(environment: ["GITHUB_ACTIONS": "true"])
    _ = output.finish(.failure(Refusal(.locked, what: "No.", why: "It is\nheld")), of: "cut")
    #expect(messages.text == "error: No.\n  why: It is\n       held\n::error title=locked::No.%0AIt is%0Aheld\n")
  }

  @Test("in GitHub Actions nothing that is said is a command to the runner, and a result is none either")
  func inert() {
    let environment = ["GITHUB_ACTIONS": "true"]
    let output = output({ $0.verbosity = .verbose }, environment: environment)
    output.detail("::add-mask::v")
    output.progress("none 1234567 fix: ##[error]x\n::stop-commands::x")
    #expect(messages.text == "|   ::add-mask::v\nnone 1234567 fix: ##\\[error]x\n| ::stop-commands::x\n")
    _ = output.finish(.success(Answer("##[group]a", json: ["a": "##[error]x"])), of: "next")
    #expect(results.text == "##\\[group]a\n")
    let json = self.output({ $0.form = .json }, environment: environment)
    _ = json.finish(.success(Answer("", json: ["a": "##[error]x"])), of: "next")
    #expect(results.text.hasSuffix(###"{"a":"##\u005berror]x","schema_version":1}"### + "\n"))
  }

  private func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }
}
