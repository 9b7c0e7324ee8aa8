import Git
public import Workflows

extension Workspace {
  /// The workflows and the guide of the configuration, and where a guide that was written before may lie.
  ///
  /// - Throws: a `RefusalList` where the configuration holds text that no workflow can.
  public func workflowFiles() throws -> WorkflowFiles {
    let head = try repository.head().commit
    let files = try head.map { try repository.files(in: $0) } ?? []
    // Links and submodules are no files of ours.
    let documents = files.filter { $0.path.hasSuffix(".md") && $0.mode & 0o170000 == 0o100000 }.map(\.path)
    return try WorkflowFiles(WorkflowInput(configuration), documents: documents)
  }
}
