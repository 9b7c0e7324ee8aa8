import CLibgit2

extension Repository {
  /// The commits that `tip` reaches and none of `excluding` does, each before its parents.
  ///
  /// The boundary of a shallow clone ends the walk; the answer says so.
  public func commits(from tip: ObjectID, excluding: [ObjectID]) throws -> CommitRange {
    try lock.locked {
      var walk = HistoryWalk(self)
      let ids = try walk.range(from: tip, excluding: excluding.filter(contains))
      return CommitRange(commits: try ids.map { try commit($0) }, isCutOff: walk.isCutOff)
    }
  }

  /// Whether one commit is another's ancestor, or the same.
  public func isAncestor(_ ancestor: ObjectID, of descendant: ObjectID) throws -> Bool {
    guard ancestor != descendant else { return true }
    return try lock.locked {
      var walk = HistoryWalk(self)
      return try walk.reaches(ancestor, from: descendant)
    }
  }

  /// The paths that a commit changes against its first parent; all of a commit without one.
  public func changedPaths(_ id: ObjectID) throws -> [String] {
    try lock.locked {
      let commit = try commit(id)
      let new = try treeHandle(id)
      var difference: OpaquePointer?
      if let parent = commit.parents.first, !boundary.contains(id) {
        let old = try treeHandle(parent)
        try check(git_diff_tree_to_tree(&difference, handle, old.pointer, new.pointer, nil), "comparing \(id.short)")
      } else {
        try check(git_diff_tree_to_tree(&difference, handle, nil, new.pointer, nil), "comparing \(id.short)")
      }
      defer { git_diff_free(difference) }
      var paths: Set<String> = []
      for index in 0..<git_diff_num_deltas(difference) {
        guard let delta = git_diff_get_delta(difference, index) else { continue }
        if let path = delta.pointee.old_file.path { paths.insert(String(cString: path)) }
        if let path = delta.pointee.new_file.path { paths.insert(String(cString: path)) }
      }
      return paths.sorted()
    }
  }
}
