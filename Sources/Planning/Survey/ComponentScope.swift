public import Publishing
import Refusals
public import SemanticVersioning

/// What is released together: one component of the configuration, or all of it where it has none.
public struct ComponentScope: Sendable {
  /// The component's name; nil where the configuration has no components.
  public var name: String?
  /// How its versions become tags.
  public var tag: TagPattern
  /// The paths whose commits count for it; empty for all.
  public var paths: [PathPattern]
  /// The group whose members are released in lockstep; nil for none.
  public var group: String?
  /// The file that its releases add their notes to; nil for none.
  public var changelog: String?
  /// Its images.
  public var images: [ImageConfiguration]
  /// Its charts.
  public var charts: [ChartConfiguration]

  /// Every scope of a configuration.
  public static func all(of configuration: Configuration) -> [ComponentScope] {
    guard !configuration.components.isEmpty else {
      return [whole(of: configuration)]
    }
    return configuration.components.map { component in
      ComponentScope(
        name: component.name, tag: component.tag, paths: component.paths, group: component.group,
        changelog: component.changelog ?? configuration.changelogFile,
        images: configuration.images.filter { component.images.contains($0.name) },
        charts: configuration.charts.filter { component.charts.contains($0.name) })
    }
  }

  /// All images and charts of a configuration, whatever components they are in.
  public static func whole(of configuration: Configuration) -> ComponentScope {
    ComponentScope(
      name: nil, tag: configuration.tag, paths: [], changelog: configuration.changelogFile,
      images: configuration.images, charts: configuration.charts)
  }

  /// The scope of a component's name, or the only one.
  public static func named(_ name: String?, in configuration: Configuration) throws -> ComponentScope {
    let all = all(of: configuration)
    if let name {
      guard let scope = all.first(where: { $0.name == name }) else {
        throw Refusal(
          .usage, what: "There is no component `\(name)`.",
          remedy: all[0].name == nil
            ? "The configuration names no components; leave --component out."
            : "Name one of \(all.compactMap(\.name).joined(separator: ", ")).")
      }
      return scope
    }
    guard all.count == 1 else {
      throw Refusal(
        .ambiguous, what: "The configuration has several components.",
        remedy: "Say which by --component: \(all.compactMap(\.name).joined(separator: ", ")).")
    }
    return all[0]
  }

  /// The scope and version that a text names: a version with or without the tag's prefix, or a whole tag.
  public static func resolve(
    _ text: String, component: String?, in configuration: Configuration
  ) throws -> (scope: ComponentScope, version: SemanticVersion) {
    let scopes = try component.map { [try named($0, in: configuration)] } ?? all(of: configuration)
    let whole = scopes.compactMap { scope in scope.tag.version(of: text).map { (scope, $0) } }
    if let only = whole.first, whole.count == 1 { return (only.0, try releasable(only.1, text)) }
    let bare = text.hasPrefix("v") ? text.dropFirst() : text[...]
    let version: SemanticVersion
    do {
      version = try releasable(SemanticVersion(parsing: bare), text)
    } catch let malformed as MalformedVersion {
      throw Refusal(
        .malformedVersion, what: "`\(text)` is no version.", why: "\(malformed)",
        remedy: "Write MAJOR.MINOR.PATCH, such as 1.2.0 or 1.2.0-rc.1, with or without the tag's prefix.")
    }
    guard scopes.count == 1 else {
      throw Refusal(
        .ambiguous, what: "`\(text)` fits several components.",
        remedy: scopes.map { "--component \($0.name ?? "") for \($0.tag.tag(for: version))" }.joined(separator: "\n"))
    }
    return (scopes[0], version)
  }

  private static func releasable(_ version: SemanticVersion, _ text: String) throws -> SemanticVersion {
    guard version.buildMetadata.isEmpty else {
      throw Refusal(
        .malformedVersion, what: "`\(text)` cannot be released: it has build metadata.",
        why: "Registries know no `+` in tags, and versions that differ in it have the same precedence.",
        remedy: "Leave out `+\(version.buildMetadata)`.")
    }
    return version
  }

  /// Whether a change of a file counts for it; nil where every commit does.
  var counts: ((String) -> Bool)? {
    guard !paths.isEmpty else { return nil }
    let paths = paths
    return { path in paths.contains { $0.covers(path: path) } }
  }

  /// The images as publish targets.
  public var imageTargets: [ImageTarget] {
    images.map { ImageTarget(name: $0.name, repository: $0.repository, tags: $0.tags) }
  }

  /// The charts as publish targets.
  public var chartTargets: [ChartTarget] {
    charts.map { ChartTarget(name: $0.name, repository: $0.repository.appending($0.name)) }
  }

  /// Where the images and the charts are published to, each place once.
  public var repositories: Set<RepositoryAddress> {
    Set(imageTargets.map(\.repository) + chartTargets.map(\.repository))
  }
}
