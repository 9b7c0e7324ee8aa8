public import SemanticVersioning

/// A part of the repository with versions of its own.
public struct ComponentConfiguration: Sendable, Equatable {
  /// The name that `--component` takes.
  public var name: String
  /// How its versions become tags.
  public var tag: TagPattern
  /// The files whose changes count for its next version; empty means all.
  public var paths: [PathPattern]
  /// Its images, by name.
  public var images: [String]
  /// Its charts, by name.
  public var charts: [String]
  /// The group whose members are released together; nil for none.
  public var group: String?
  /// The file that its releases add their notes to, from the repository's root; nil for the one of the configuration.
  public var changelog: String?

  /// Makes a component's configuration.
  public init(
    name: String, tag: TagPattern, paths: [PathPattern] = [], images: [String] = [], charts: [String] = [],
    group: String? = nil, changelog: String? = nil
  ) {
    self.name = name
    self.tag = tag
    self.paths = paths
    self.images = images
    self.charts = charts
    self.group = group
    self.changelog = changelog
  }

  /// Whether a change of a file counts for this component.
  public func owns(_ path: String) -> Bool { paths.isEmpty || paths.contains { $0.covers(path: path) } }
}
