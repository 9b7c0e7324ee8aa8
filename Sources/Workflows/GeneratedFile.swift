/// One file that is generated: its type, and one line in the list, is all there is to a further one.
protocol GeneratedFile: Sendable {
  /// Its path from the repository's root, where nothing else is said.
  static var path: String { get }
  /// Its path from the repository's root.
  static func place(in input: WorkflowInput) -> String
  /// Whether a configuration has a use for it.
  static func isNeeded(_ input: WorkflowInput) -> Bool
  /// Its text, without the line that marks it.
  static func text(_ input: WorkflowInput) -> String
}

extension GeneratedFile {
  static func place(in input: WorkflowInput) -> String { path }
}

/// A workflow of GitHub Actions.
protocol Workflow: GeneratedFile {
  /// What it is for, as lines of a comment.
  static var purpose: String { get }
  /// The document.
  static func document(_ input: WorkflowInput) -> YAML
}

extension Workflow {
  static func text(_ input: WorkflowInput) -> String {
    purpose.split(separator: "\n").map { "# \($0)\n" }.joined() + "\n" + document(input).document
  }

  /// The name of the file, by which other workflows call it.
  static var fileName: String { String(path.split(separator: "/").last ?? "") }
}
