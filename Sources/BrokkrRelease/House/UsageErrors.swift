import ArgumentParser
import Planning
import Refusals

/// Turns what the parser objects to into the program's own words, and what it answers by itself into answers.
enum UsageErrors {
  /// Throws where no command is named, or one that does not exist: the parser would speak of unexpected arguments.
  static func check(_ order: ArgumentOrder) throws {
    let called = (["brokkr-release"] + order.path).joined(separator: " ")
    if let unknown = order.unknownCommand {
      let nearest = NearestName.of(unknown, among: order.choices)
      throw Refusal(
        .usage, what: "`\(called)` has no command `\(unknown)`.",
        remedy: nearest.map { "Did you mean `\(called) \($0)`?" } ?? "`\(called) --help` lists them.")
    }
    guard order.isWithoutCommand else { return }
    throw Refusal(
      .usage, what: "`\(called)` was called without a command.",
      remedy: "Name one of \(order.choices.joined(separator: ", ")); `\(called) --help` explains them.")
  }

  /// The answer where help or the version was asked for, else a refusal.
  static func explain(_ error: any Error, in order: ArgumentOrder) -> Result<Answer, any Error> {
    let message = BrokkrReleaseTool.message(for: error)
    guard BrokkrReleaseTool.exitCode(for: error) == .success else {
      let called = (["brokkr-release"] + order.path).joined(separator: " ")
      return .failure(
        Refusal(.usage, what: message, remedy: "`\(called) --help` explains the arguments."))
    }
    let text = message.last?.isNewline == true ? String(message.dropLast()) : message
    return .success(answer(text))
  }

  /// An answer that is a text for people.
  static func answer(_ text: String) -> Answer { Answer(StyledText(text), json: ["text": .string(text)]) }
}
