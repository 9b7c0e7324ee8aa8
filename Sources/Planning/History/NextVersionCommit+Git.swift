import Git
import SemanticVersioning

extension NextVersion.Commit {
  /// The commits of a range as far as the version is concerned.
  ///
  /// Their parents matter only where a merge may have been taken back, and are many texts.
  ///
  /// - Parameters:
  ///   - commits: the range.
  ///   - counting: the commits that change what is released; nil where all do.
  /// - Returns: one for each of the range.
  static func all(of commits: [Commit], counting: Set<ObjectID>? = nil) -> [NextVersion.Commit] {
    func counts(_ commit: Commit) -> Bool { counting?.contains(commit.id) ?? true }
    let needsParents =
      commits.contains { $0.parents.count > 1 }
      && commits.contains { counts($0) && $0.message.utf8.holds("evert") }
    return commits.map { commit in
      .init(
        id: commit.id.description, message: commit.message,
        parents: needsParents ? commit.parents.map(\.description) : [], isMerge: commit.parents.count > 1,
        counts: counts(commit))
    }
  }
}

extension String.UTF8View {
  /// Whether a word of ASCII stands in it anywhere, its first letter left out so that its case does not matter.
  fileprivate func holds(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    return withContiguousStorageIfAvailable { bytes in
      guard bytes.count >= count else { return false }
      for start in 0...(bytes.count - count) where bytes[start] == word.utf8Start[0] {
        var length = 1
        while length < count, bytes[start + length] == word.utf8Start[length] { length += 1 }
        if length == count { return true }
      }
      return false
    } ?? true
  }
}
