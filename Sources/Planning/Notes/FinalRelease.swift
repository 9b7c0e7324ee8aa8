import Git
import SemanticVersioning

/// A final release that was not taken back.
struct FinalRelease {
  /// The version.
  var version: SemanticVersion
  /// Its tag.
  var tag: String
  /// What the tag points at; nil where the ledger has the release and the tag is not known.
  var target: ObjectID?

  /// Those below a version.
  ///
  /// - Parameters:
  ///   - version: the version.
  ///   - pattern: which tags count.
  ///   - tags: what each tag points at, by its short name.
  ///   - standings: what the ledger knows.
  /// - Returns: the releases, in no order.
  static func all(
    below version: SemanticVersion, of pattern: TagPattern, tags: [String: ObjectID], standings: [ReleaseStanding]
  ) -> [FinalRelease] {
    let isTakenBack = Set(standings.filter { $0.isBurnt && !$0.isLive }.map(\.tag))
    let names = Set(tags.keys).union(standings.filter(\.isLive).map(\.tag)).subtracting(isTakenBack)
    return names.compactMap { name in
      guard let found = pattern.version(of: name), !found.isPrerelease, found.precedence < version.precedence else {
        return nil
      }
      return FinalRelease(version: found, tag: name, target: tags[name])
    }
  }
}
