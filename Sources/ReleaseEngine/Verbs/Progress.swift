/// What an operation tells while it runs.
public enum Progress: Hashable, Sendable {
  /// The slot now shows what it must.
  case written(SlotChange)
  /// The slot was left as it is, for the reason given.
  case left(SlotChange, String)
  /// An event was recorded.
  case recorded(String)
}
