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
    let calls = [("test", workflows.test), ("assets", workflows.assets)]
    let problems = try calls.flatMap { key, files in
      try files.enumerated().compactMap { index, name in
        try problem(name, "workflow_call", at: ["workflows", key, "\(index)"], text: text, names: names)
      }
    }
    return try problems + dispatchProblems(text: text, names: names)
  }

  /// The same of the workflows that are to be started after a release.
  func dispatchProblems(text: (_ name: String) throws -> String?, names: () -> [String]) rethrows -> [Refusal] {
    try github.dispatch.enumerated().compactMap { index, name in
      // One may be named by its id too, of which no file tells.
      guard !name.allSatisfy(\.isNumber) else { return nil }
      return try problem(name, "workflow_dispatch", at: ["github", "dispatch", "\(index)"], text: text, names: names)
    }
  }

  private func problem(
    _ name: String, _ event: String, at keys: [String], text: (String) throws -> String?, names: () -> [String]
  ) rethrows -> Refusal? {
    let (place, path) = (place(of: keys), ".github/workflows/\(name)")
    guard let text = try text(name) else {
      let nearest = NearestName.of(name, among: names().sorted())
      return Refusal(
        .missingPath, what: "\(place): the workflow \(path) does not exist.",
        remedy: nearest.map { "Did you mean \($0)?" } ?? "Add it, or take its name out.")
    }
    guard !WorkflowTriggers.of(text).contains(event) else { return nil }
    return Refusal(
      .configuration, what: "\(place): the workflow \(path) has no trigger `\(event)`.",
      why: "Without it GitHub does not start it from here", remedy: "Add `\(event):` under its `on:`.")
  }
}
