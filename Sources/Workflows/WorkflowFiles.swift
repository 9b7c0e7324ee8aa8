import Refusals

/// The generated files of a configuration, in an order that is always the same.
public struct WorkflowFiles: Sendable {
  /// A file: its path from the repository's root, and its text with the line that marks it.
  public struct File: Sendable, Hashable {
    /// The path.
    public var path: String
    /// The text.
    public var text: String
  }

  /// What is to be there.
  public let files: [File]
  /// The paths of files that other configurations have a use for.
  let unused: [String]
  /// The paths of documents, among which one that an earlier configuration had written may be.
  let documents: [String]

  /// The names of all files that there can be.
  public static var names: Set<String> {
    Set(GeneratedFiles.all.compactMap { $0.path.split(separator: "/").last.map(String.init) })
  }

  /// The environments that the workflows use beside the one of the approval, in lower case, and what each is for.
  public static var environments: [String: String] {
    [RollbackWorkflow.environment: "rollbacks", Registry.environmentName: "the credentials of registries"]
  }

  /// Whether a text is as the tool wrote it: what somebody has changed since may do anything.
  public static func isUntouched(_ text: String) -> Bool { FileMark(of: text)?.holds(for: text) ?? false }

  /// The paths of the workflows whose change is a reason to build every image again.
  public static var builds: Set<String> { [BuildImages.path, BuildAndTest.path] }

  /// Makes the files.
  ///
  /// - Parameters:
  ///   - input: the configuration.
  ///   - documents: the paths of all documents of the repository: the guide may have had another place.
  /// - Throws: a `RefusalList` where it holds text that no workflow can.
  public init(_ input: WorkflowInput, documents: [String] = []) throws {
    let problems = InertText.problems(of: input)
    guard problems.isEmpty else { throw RefusalList(problems) }
    files = GeneratedFiles.all.filter { $0.isNeeded(input) }.map { file in
      let path = file.place(in: input)
      return File(path: path, text: FileMark.marked(file.text(input), path: path))
    }
    let usual = GeneratedFiles.all.map { $0.isNeeded(input) ? $0.path : $0.place(in: input) }
    let wanted = Set(files.map(\.path))
    unused = usual.filter { !wanted.contains($0) }
    self.documents = documents.filter { !wanted.contains($0) && !usual.contains($0) }
  }
}
