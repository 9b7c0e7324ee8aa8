import ReleaseEngine

/// One thing that happens in a story.
enum StoryStep: CustomStringConvertible {
  case cut(String, force: Set<String>)
  case roll(String, purging: Bool, keep: Set<Role>, force: Set<String>)
  case undo(String, force: Set<String>)
  case foreign(String, String?)

  var description: String {
    switch self {
    case .cut(let version, let force): "cut \(version) \(force.sorted())"
    case .roll(let version, let purging, let keep, let force):
      "\(purging ? "purge" : "withdraw") \(version) keep \(keep.map(\.rawValue).sorted()) force \(force.sorted())"
    case .undo(let version, let force): "undo \(version) \(force.sorted())"
    case .foreign(let slot, let value): "\(slot) := \(value ?? "nothing")"
    }
  }
}
