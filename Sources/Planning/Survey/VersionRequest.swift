public import SemanticVersioning

/// Which version is asked for.
public enum VersionRequest: Hashable, Sendable {
  /// The one that the commits ask for, or a bump of the base; a candidate of it where a channel is named.
  case next(Bump?, Channel?)
  /// This one.
  case exactly(SemanticVersion)
}
