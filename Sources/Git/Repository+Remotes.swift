extension Repository {
  /// The remote that the clone follows: the one that is named where it is there, else that of the branch that is checked
  /// out, else the first of those that there are; the name itself where there is none.
  public func followedRemote(_ name: String) throws -> String {
    try locked { opened in
      let files = try ConfigurationFiles.all(of: opened)
      let remotes = try files.subsections("remote")
      guard !remotes.contains(name) else { return name }
      if case .branch(let branch, _) = try opened.head(), let own = try files.value("branch.\(branch).remote"),
        remotes.contains(own)
      {
        return own
      }
      return remotes.first ?? name
    }
  }
}
