/// The tags that start a release.
enum TagFilter {
  /// Patterns of a trigger that fit the tags of versions; whether a tag is one, the ledger job decides.
  static func patterns(_ input: WorkflowInput) -> [String] {
    input.components.flatMap { component in
      let (prefix, suffix) = (SourcePaths.escaped(component.tagPrefix), SourcePaths.escaped(component.tagSuffix))
      let core = "[0-9]+.[0-9]+.[0-9]+"
      return ["\(prefix)\(core)\(suffix)", "\(prefix)\(core)-*\(suffix)"]
    }
  }

  /// A version as somebody types it.
  static func example(_ input: WorkflowInput) -> String {
    guard let first = input.components.first else { return "v1.2.0" }
    return "\(first.tagPrefix)1.2.0\(first.tagSuffix)"
  }
}
