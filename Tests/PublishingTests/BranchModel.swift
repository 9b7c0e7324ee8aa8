import ReleaseEngine

/// What the version on each branch must be, as the contract words it.
struct BranchModel {
  private struct Cut {
    var version: String
    var branch: String
    var before: String
    var isLive = true
  }

  /// By branch, the version that it says.
  private(set) var says: [String: String]
  private var cuts: [Cut] = []

  init(_ says: [String: String]) { self.says = says }

  /// Somebody set it by hand.
  mutating func set(_ version: String, on branch: String) { says[branch] = version }

  mutating func follow(_ step: StoryStep, on branch: String) {
    switch step {
    case .cut(let version, _):
      cuts.append(Cut(version: version, branch: branch, before: says[branch] ?? ""))
      says[branch] = version
    case .rollBack(let version, let purging, let keep, _):
      for index in cuts.indices where cuts[index].version == version { cuts[index].isLive = false }
      // A withdrawal leaves the branch; a purge takes back what still says the version.
      guard purging, !keep.contains(.branch), says[branch] == version else { return }
      says[branch] = rightful(branch)
    case .undo(let version, _):
      for index in cuts.indices where cuts[index].version == version { cuts[index].isLive = true }
      let known = cuts.filter { $0.branch == branch }.flatMap { [$0.version, $0.before] }
      guard known.contains(says[branch] ?? ""), let wanted = rightful(branch) else { return }
      // What a withdrawn release above left there is not lowered by publishing one below it again.
      let isHigher = cuts.contains { cut in
        cut.branch == branch && cut.version == says[branch] && StoryVersion.precedes(wanted, cut.version)
      }
      if !isHigher { says[branch] = wanted }
    case .stranger: return
    }
  }

  /// The highest live release on the branch, else what it said before the first.
  private func rightful(_ branch: String) -> String? {
    let mine = cuts.filter { $0.branch == branch }
    let live = mine.filter(\.isLive).map(\.version).max { StoryVersion.precedes($0, $1) }
    return live ?? mine.first?.before
  }
}
