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
    // Folders with workflows of their own have guides of their own.
    let folders = ".github/workflows/"
    let others = Set(
      files.compactMap { file in file.path.firstRange(of: "/\(folders)").map { file.path[..<$0.lowerBound] } })
    let documents = files.filter { file in
      file.path.hasSuffix(".md") && file.mode & 0o170000 == 0o100000
        && !others.contains { file.path.hasPrefix("\($0)/") }
    }.map(\.path)
    return try WorkflowFiles(WorkflowInput(configuration), documents: documents)
  }
}
