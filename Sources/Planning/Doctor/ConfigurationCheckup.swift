import Refusals

/// The configuration, and what it names in the working tree.
struct ConfigurationCheckup: Checkup {
  static let name = "configuration"
  let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  func examine() async throws -> [Diagnosis] {
    let configuration = workspace.configuration
    guard configuration.origin != .detected else {
      return [
        warning(
          "There is no \(Configuration.fileNames[0]); what would be released was only detected.",
          fix: "Run `brokkr-release init`, which writes what was detected, and look through it.")
      ]
    }
    let (refusals, notes) = try WorkTreeCheck(workspace).run()
    guard refusals.isEmpty else { return refusals.map(failed) }
    return [ok("\(configuration.fileName) is in order.")] + notes.map { warning($0.message, fix: "") }
  }
}
