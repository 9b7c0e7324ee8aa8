import ExternalTools
import Refusals

/// The variables that the program was started with.
struct Environment: Sendable {
  /// A variable's value, also an empty one.
  let look: @Sendable (String) -> String?
  private let whole: @Sendable () -> [String: String]
  /// The program is the whole process, and may settle what holds for all of it; in a test it is a part.
  let isProcess: Bool

  /// The variables of this process, read one at a time.
  static let process = Environment(
    look: OwnEnvironment.exactly, whole: { OwnEnvironment.all }, isProcess: true)

  private init(
    look: @escaping @Sendable (String) -> String?, whole: @escaping @Sendable () -> [String: String], isProcess: Bool
  ) {
    (self.look, self.whole, self.isProcess) = (look, whole, isProcess)
  }

  /// Variables given as values.
  init(_ variables: [String: String]) {
    self.init(look: { variables[$0] }, whole: { variables }, isProcess: false)
  }

  /// All variables.
  var all: [String: String] { whole() }

  /// A variable's value; an empty one counts as absent.
  subscript(name: String) -> String? {
    guard let value = look(name), !value.isEmpty else { return nil }
    return value
  }

  /// The setting of an option, `BROKKR_RELEASE_NAME`.
  func option(_ name: String) -> String? { self["BROKKR_RELEASE_\(name)"] }

  /// The setting of an option without a value; nil where it is not set.
  func flag(_ name: String) throws -> Bool? {
    guard let text = option(name) else { return nil }
    switch text.lowercased() {
    case "1", "true", "yes", "on": return true
    case "0", "false", "no", "off": return false
    default:
      throw Refusal(
        .usage, what: "BROKKR_RELEASE_\(name) says neither yes nor no.", why: "Its value is `\(text)`",
        remedy: "Set it to 1 or 0.")
    }
  }

  /// The program runs as a step of a GitHub Actions job.
  var isGitHubActions: Bool { self["GITHUB_ACTIONS"] == "true" }
}
