import Workflows

extension WorkflowSettings {
  /// The settings under the keys of the file.
  var tree: ConfigurationTree {
    let labels = runners.sorted { $0.key < $1.key }.map { platform, runner -> (String, ConfigurationTree?) in
      switch runner {
      case .native(let label): (platform, .text(label))
      case .emulated: (platform, .text(ConfigurationReader.emulated))
      }
    }
    return .mapping(of: [
      ("test", .texts(test)),
      ("assets", .texts(assets)),
      ("runners", .mapping(of: labels)),
      ("tool", tool.tree),
      ("retention-days", .number(retentionDays)),
      ("branches", .texts(branches)),
      ("guide", .text(guide)),
    ])
  }
}

extension WorkflowSettings.Tool {
  fileprivate var tree: ConfigurationTree? {
    switch self {
    case .variables: nil
    case .release(let repository, let tag, let checksums):
      .mapping(of: [
        ("release", .text(tag)),
        ("sha256", .mapping(of: checksums.sorted { $0.key < $1.key }.map { ($0, .text($1)) })),
        ("repository", .text(repository)),
      ])
    case .source(let repository, let commit):
      .mapping(of: [("source", .text(commit)), ("repository", repository.map { .text($0) })])
    }
  }
}
