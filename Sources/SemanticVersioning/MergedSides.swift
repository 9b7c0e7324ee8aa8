/// What the merges of a range brought to the side that stays when they are reverted.
struct MergedSides {
  /// The parents of each commit that are in the range, the one that it went on from first; nil for one that is not.
  private let parents: [[Int?]]
  private let ids: [[Substring]]

  init(_ commits: [NextVersion.Commit]) {
    var places: [String: Int] = [:]
    for (index, commit) in commits.enumerated() where !commit.parents.isEmpty { places[commit.id] = index }
    parents = commits.map { commit in commit.parents.map { places[$0] } }
    ids = commits.map { commit in commit.parents.map { $0[...] } }
  }

  /// The commits of the range that a merge reaches and the side that stays does not.
  ///
  /// - Parameters:
  ///   - merge: the merge's place.
  ///   - remaining: the id of the parent that stays, which may be abbreviated; nil for the first.
  /// - Returns: their places, newest first, without the merge's.
  func brought(by merge: Int, besides remaining: String?) -> [Int] {
    let stays = remaining.flatMap { id in ids[merge].firstIndex { $0.hasPrefix(id) } } ?? 0
    guard parents[merge].count > 1 else { return [] }
    var others = parents[merge]
    let kept = reached(from: [others.remove(at: stays)].compactMap(\.self))
    return reached(from: others.compactMap(\.self)).subtracting(kept).sorted()
  }

  /// Whether a commit that the range goes on from came with a merge, and the side that stays does not have it.
  ///
  /// - Parameters:
  ///   - base: the commit's id; it is not in the range.
  ///   - merge: the merge's place.
  ///   - remaining: the id of the parent that stays, which may be abbreviated; nil for the first.
  /// - Returns: whether it does.
  func brings(_ base: String, by merge: Int, besides remaining: String?) -> Bool {
    let stays = remaining.flatMap { id in ids[merge].firstIndex { $0.hasPrefix(id) } } ?? 0
    guard parents[merge].count > 1 else { return false }
    func isReached(from side: Int) -> Bool {
      guard let place = parents[merge][side] else { return ids[merge][side] == base }
      return reached(from: [place]).contains { ids[$0].contains { $0 == base } }
    }
    return !isReached(from: stays) && parents[merge].indices.contains { $0 != stays && isReached(from: $0) }
  }

  private func reached(from starts: [Int]) -> Set<Int> {
    var (found, rest) = (Set(starts), starts)
    while let place = rest.popLast() {
      for case let parent? in parents[place] where found.insert(parent).inserted { rest.append(parent) }
    }
    return found
  }
}
