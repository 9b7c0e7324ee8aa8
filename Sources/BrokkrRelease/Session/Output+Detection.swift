import Planning
import Refusals

extension Output {
  /// Asks whether to go on with a configuration that was only detected; refuses where nobody can be asked.
  func consentToDetection(of configuration: Configuration) throws {
    guard configuration.origin == .detected else { return }
    let names = (configuration.images.map(\.name) + configuration.charts.map(\.name)).joined(separator: ", ")
    let question = "Go on with what was detected: \(names.isEmpty ? "no image and no chart" : names)?"
    // `--yes` answers questions about a release, not what the release is.
    guard terminal.isAttended, try terminal.confirm(question) == .yes else {
      throw Refusal(
        .configuration, what: "Nothing was done: there is no \(Configuration.fileNames[0]).",
        remedy: "Run `brokkr-release init`, which writes what was detected, and look through it.")
    }
  }
}
