import CLibgit2
import Refusals

extension Repository {
  /// The commits that `tip` reaches and none of `excluding` does, newest first and each before its parents.
  ///
  /// The boundary of a shallow clone ends the walk; the answer says so. What of `excluding` is not here excludes nothing.
  public func commits(from tip: ObjectID, excluding: [ObjectID]) throws -> CommitRange {
    try locked { opened in
      var walk = HistoryWalk(boundary: opened.boundary)
      return try walk.range(from: tip, excluding: excluding, in: opened)
    }
  }

  /// Whether one commit is another's ancestor, or the same; exact, whatever the dates say.
  public func isAncestor(_ ancestor: ObjectID, of descendant: ObjectID) throws -> Bool {
    guard ancestor != descendant else { return true }
    return try Ancestry(of: descendant, in: self).contains(ancestor)
  }

  /// Every commit that these reach, themselves included; the boundary of a shallow clone ends it.
  public func commits(reachedBy tips: Set<ObjectID>) throws -> Set<ObjectID> {
    try locked { opened in
      let boundary = opened.boundary
      var (seen, rest) = (tips, Array(tips))
      while let id = rest.popLast() {
        guard !boundary.contains(id) else { continue }
        for parent in try opened.reading(commit: id, \.parents) where seen.insert(parent).inserted {
          rest.append(parent)
        }
      }
      return seen
    }
  }

  /// The paths that a commit changes against its first parent; all of a commit without one, and of one whose parents a
  /// shallow clone does not have.
  public func changedPaths(_ commit: ObjectID) throws -> [String] {
    try locked { opened in
      let (tree, parent) = try opened.reading(commit: commit) { ($0.tree, $0.parents.first) }
      let old = try opened.boundary.contains(commit) ? nil : parent.map { try opened.reading(commit: $0, \.tree) }
      return try opened.changes(from: old, to: tree)
    }
  }

  /// The paths of files that two commits do not both hold as they are.
  public func changedPaths(from old: ObjectID, to new: ObjectID) throws -> [String] {
    try locked { try $0.changes(from: $0.tree(of: old), to: $0.tree(of: new)) }
  }

  /// The files that two commits or trees do not both hold as they are, by path, with what each holds; nil for nothing.
  public func fileChanges(from old: ObjectID?, to new: ObjectID) throws -> [String: FileChange] {
    try locked { opened in
      var changes: [String: FileChange] = [:]
      let base = try old.map { try opened.tree(of: $0) }
      try opened.collectChanges(from: base, to: opened.tree(of: new), at: "", into: &changes)
      return changes
    }
  }
}

extension OpenedRepository {
  /// The paths of files that two trees do not both hold as they are, sorted.
  fileprivate func changes(from old: ObjectID?, to new: ObjectID) throws -> [String] {
    var changes: [String: FileChange] = [:]
    do {
      try collectChanges(from: old, to: new, at: "", into: &changes)
    } catch let error as GitError where error.code == .notFound {
      throw Refusal(
        .historyUnsafe, what: "What a commit changes was not worked out: the clone does not have its folders.",
        why: "It was made with `--filter=tree:0`, and \(error.action) found nothing",
        remedy: "Run `git fetch --refetch --filter=blob:none`; in GitHub Actions, check out with `filter: blob:none`.")
    }
    return changes.keys.sorted()
  }

  /// Adds the files that two trees do not both hold as they are.
  fileprivate func collectChanges(
    from old: ObjectID?, to new: ObjectID?, at prefix: String, into changes: inout [String: FileChange]
  ) throws {
    guard old != new else { return }
    var last = try old.map { try treeObject($0).entries[...] } ?? []
    var next = try new.map { try treeObject($0).entries[...] } ?? []
    // Of a large folder nearly everything stays, on both sides of what changes.
    let start = zip(last, next).prefix { $0 == $1 }.count
    (last, next) = (last.dropFirst(start), next.dropFirst(start))
    let end = zip(last.reversed(), next.reversed()).prefix { $0 == $1 }.count
    (last, next) = (last.dropLast(end), next.dropLast(end))
    var before: [[UInt8]: TreeObject.Entry] = [:]
    for entry in last { before[entry.name] = entry }
    for entry in next {
      let last = before.removeValue(forKey: entry.name)
      guard last != entry else { continue }
      try collectChange(from: last, to: entry, at: prefix, into: &changes)
    }
    for entry in before.values { try collectChange(from: entry, to: nil, at: prefix, into: &changes) }
  }

  private func collectChange(
    from old: TreeObject.Entry?, to new: TreeObject.Entry?, at prefix: String,
    into changes: inout [String: FileChange]
  ) throws {
    guard let name = (new ?? old)?.text else { return }
    let files = (old.flatMap { $0.isFolder ? nil : $0.id }, new.flatMap { $0.isFolder ? nil : $0.id })
    if files != (nil, nil) { changes["\(prefix)\(name)"] = FileChange(before: files.0, after: files.1) }
    let (inner, outer) = (old?.isFolder == true ? old?.id : nil, new?.isFolder == true ? new?.id : nil)
    try collectChanges(from: inner, to: outer, at: "\(prefix)\(name)/", into: &changes)
  }
}
