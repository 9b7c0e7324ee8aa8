import Refusals
import SemanticVersioning

extension VersionHistory {
  /// Throws where a tag that matters may be missing here.
  func refuseMissingTags(_ source: HistorySource) throws {
    if base == nil, !source.boundary.isEmpty {
      throw source.unsafe("the clone is shallow and holds no tag of \(pattern.text)")
    }
    try source.refuseUnknownTags()
    // A live release whose tag is not here would have been the base, or have changed it.
    let above = source.standings.filter { standing in
      guard standing.isLive, let version = pattern.version(of: standing.tag) else { return false }
      guard !version.isPrerelease else { return false }
      // Of a maintained line only its own releases count.
      if let base, let rule, rule.series == .maintenance, !rule.isInside(version, lineOf: base.version) { return false }
      return base.map { $0.version.precedence < version.precedence } ?? true
    }
    guard !above.isEmpty else { return }
    let missing = Set(above.map(\.tag)).subtracting(tagged.map(\.tag))
    guard !missing.isEmpty else { return }
    throw source.unsafe(
      "the ledger has \(missing.sorted().joined(separator: ", ")), and the clone has no such tag")
  }
}
