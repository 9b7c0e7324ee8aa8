import SemanticVersioning

extension Configuration {
  /// The branches that are released from, as the patterns of a workflow's trigger; a rule for all branches names none.
  ///
  /// `*` means the same there, while `?` and `+` repeat what stands before them.
  var releasedBranches: [String] {
    branches.map(\.pattern.text).filter { !["*", "**"].contains($0) }.map { text in
      text.map { $0 == "?" ? "*" : "+[]!\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
    }
  }
}
