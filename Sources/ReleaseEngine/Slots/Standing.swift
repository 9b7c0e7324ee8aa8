/// What a slot shows, seen from a change.
public enum Standing: Hashable, Sendable {
  /// The change has been made.
  case after
  /// The change has not been made, or was cut short.
  case before
  /// The slot holds something else, or nothing.
  case foreign(String?)
}
