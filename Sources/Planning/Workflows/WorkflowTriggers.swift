import Yams

/// What starts a workflow of GitHub Actions.
enum WorkflowTriggers {
  /// The names of the events under `on`, which may be one, a list, or a mapping; none where the text is no workflow.
  static func of(_ text: String) -> Set<String> {
    // YAML 1.1 reads the key `on` as a truth value; as a node it is a text all the same.
    guard let root = try? Yams.compose(yaml: text), case .mapping(let workflow) = root, let on = workflow["on"] else {
      return []
    }
    return switch on {
    case .scalar(let event): [event.string]
    case .sequence(let events): Set(events.compactMap(\.string))
    case .mapping(let events): Set(events.keys.compactMap(\.string))
    case .alias: []
    }
  }
}
