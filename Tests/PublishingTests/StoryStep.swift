import ReleaseEngine

/// One thing that happens in a story.
enum StoryStep: CustomStringConvertible {
  case cut(String, force: Set<String>)
  case rollBack(String, purging: Bool, keep: Set<Role>, force: Set<String>)
  case undo(String, force: Set<String>)
  case stranger(String, value: String?)

  /// The slots that are forced.
  var force: Set<String> {
    switch self {
    case .cut(_, let force), .rollBack(_, _, _, let force), .undo(_, let force): force
    case .stranger: []
    }
  }

  var description: String {
    switch self {
    case .cut(let version, let force): "cut \(version) force \(force.sorted())"
    case .rollBack(let version, let purging, let keep, let force):
      "\(purging ? "purge" : "withdraw") \(version) keep \(keep.map(\.rawValue).sorted()) force \(force.sorted())"
    case .undo(let version, let force): "undo \(version) force \(force.sorted())"
    case .stranger(let slot, let value): "\(slot) := \(value ?? "nothing")"
    }
  }
}
