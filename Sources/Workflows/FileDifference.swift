/// The lines in which two texts differ, as `diff -u` shows them.
enum FileDifference {
  private enum Line {
    case same(Substring)
    case removed(Substring)
    case added(Substring)

    var text: String {
      switch self {
      case .same(let line): " \(line)"
      case .removed(let line): "-\(line)"
      case .added(let line): "+\(line)"
      }
    }
    var isSame: Bool { if case .same = self { true } else { false } }
    var isOld: Bool { if case .added = self { false } else { true } }
    var isNew: Bool { if case .removed = self { false } else { true } }
  }

  /// The lines of a unified difference with three lines around each change; empty where the texts are equal.
  static func lines(from old: String, to new: String, path: String) -> [String] {
    let all = merged(split(old), split(new))
    guard all.contains(where: { !$0.isSame }) else { return [] }
    var lines = ["--- \(path)", "+++ \(path) as it would be written"]
    for hunk in hunks(of: all) {
      let before = all[..<hunk.lowerBound]
      let inside = all[hunk]
      let counts = (inside.count(where: \.isOld), inside.count(where: \.isNew))
      let starts = (before.count(where: \.isOld), before.count(where: \.isNew))
      lines.append(
        "@@ -\(starts.0 + (counts.0 > 0 ? 1 : 0)),\(counts.0) +\(starts.1 + (counts.1 > 0 ? 1 : 0)),\(counts.1) @@")
      lines += inside.map(\.text)
    }
    return lines
  }

  private static func split(_ text: String) -> [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func merged(_ old: [Substring], _ new: [Substring]) -> [Line] {
    let difference = new.difference(from: old)
    let removed = Set(difference.removals.map(\.offset))
    let added = Set(difference.insertions.map(\.offset))
    var lines: [Line] = []
    var (here, there) = (0, 0)
    while here < old.count || there < new.count {
      if here < old.count, removed.contains(here) {
        lines.append(.removed(old[here]))
        here += 1
      } else if there < new.count, added.contains(there) {
        lines.append(.added(new[there]))
        there += 1
      } else {
        lines.append(.same(old[here]))
        here += 1
        there += 1
      }
    }
    return lines
  }

  private static func hunks(of lines: [Line]) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for index in lines.indices where !lines[index].isSame {
      let around = max(0, index - 3)..<min(lines.count, index + 4)
      if let last = hunks.last, last.upperBound >= around.lowerBound {
        hunks[hunks.count - 1] = last.lowerBound..<around.upperBound
      } else {
        hunks.append(around)
      }
    }
    return hunks
  }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
