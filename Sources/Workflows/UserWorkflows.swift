/// The reusable workflows of the user's own that take part.
enum UserWorkflows {
  /// The jobs that call those of `workflows.test`.
  static func tests(_ input: WorkflowInput, needs: [String] = [], if condition: String? = nil) -> [Job] {
    calls(input.settings.test, "test", needs, condition)
  }

  /// The jobs that call those of `workflows.assets`.
  static func assets(_ input: WorkflowInput, needs: [String] = [], if condition: String? = nil) -> [Job] {
    calls(input.settings.assets, "assets", needs, condition)
  }

  private static func calls(_ files: [String], _ verb: String, _ needs: [String], _ condition: String?) -> [Job] {
    files.enumerated().map { index, file in
      Job(
        id: "\(verb)-\(index + 1)", name: "\(verb == "test" ? "Tests" : "Assets") of \(file)", needs: needs,
        condition: condition, permissions: [.read("contents", "reading the sources")], calls: file)
    }
  }
}
