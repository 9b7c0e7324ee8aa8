public import Refusals
import Workflows

extension Configuration {
  /// What is wrong with the workflows of the user's own that are named: each has to be there, and to have the trigger by
  /// which it is used.
  ///
  /// - Parameters:
  ///   - text: gives the text of a file of `.github/workflows` by its name; nil where there is none.
  ///   - names: gives the names of the files there, from which the nearest is proposed.
  /// - Returns: a refusal for each.
  /// - Throws: what `text` throws.
  public func hookProblems(
    text: (_ name: String) throws -> String?, names: () -> [String]
  ) rethrows -> [Refusal] {
    var problems: [Refusal] = []
    func require(_ name: String, _ event: String, at keys: [String]) throws {
      let (place, path) = (place(of: keys), ".github/workflows/\(name)")
      guard let text = try text(name) else {
        let nearest = NearestName.of(name, among: names().sorted())
        problems.append(
          Refusal(
            .missingPath, what: "\(place): the workflow \(path) does not exist.",
            remedy: nearest.map { "Did you mean \($0)?" } ?? "Add it, or take its name out."))
        return
      }
      guard !WorkflowTriggers.of(text).contains(event) else { return }
      problems.append(
        Refusal(
          .configuration, what: "\(place): the workflow \(path) has no trigger `\(event)`.",
          why: "Without it GitHub does not start it from here", remedy: "Add `\(event):` under its `on:`."))
    }
    for (index, name) in workflows.test.enumerated() {
      try require(name, "workflow_call", at: ["workflows", "test", "\(index)"])
    }
    for (index, name) in workflows.assets.enumerated() {
      try require(name, "workflow_call", at: ["workflows", "assets", "\(index)"])
    }
    // One may be named by its id too, of which no file tells.
    for (index, name) in github.dispatch.enumerated() where !name.allSatisfy(\.isNumber) {
      try require(name, "workflow_dispatch", at: ["github", "dispatch", "\(index)"])
    }
    return problems
  }
}
