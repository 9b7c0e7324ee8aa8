extension VersionHistory {
  /// The history of a component, with those of the others that its group releases in lockstep.
  ///
  /// - Parameters:
  ///   - scope: the component.
  ///   - configuration: what names the others.
  ///   - source: where it is read.
  /// - Throws: a `Refusal` where the clone cannot tell.
  public init(of scope: ComponentScope, in configuration: Configuration, _ source: HistorySource) throws {
    let patterns = [configuration.tag] + configuration.components.map(\.tag)
    try self.init(of: source, pattern: scope.tag, patterns: patterns, counts: scope.counts)
    component = scope.name
    guard let group = scope.group else { return }
    for other in ComponentScope.all(of: configuration) where other.group == group && other.name != scope.name {
      companions.append(
        try VersionHistory(of: source, pattern: other.tag, patterns: patterns, counts: other.counts))
    }
  }
}
