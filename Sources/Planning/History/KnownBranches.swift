import Git

/// The branches that a clone knows of, with their commits.
enum KnownBranches {
  /// Those of the remote, by their short names: of the configured one, else of the one that the clone follows.
  static func ofRemote(_ configured: String, in repository: Repository) throws -> [(name: String, tip: ObjectID)] {
    guard !configured.isEmpty else { return [] }
    let found = try under("refs/remotes/\(configured)/", in: repository)
    guard found.isEmpty else { return found }
    return try under("refs/remotes/\(repository.followedRemote(configured))/", in: repository)
  }

  /// Those of this repository, by their short names.
  static func own(in repository: Repository) throws -> [(name: String, tip: ObjectID)] {
    try under("refs/heads/", in: repository)
  }

  private static func under(_ prefix: String, in repository: Repository) throws -> [(name: String, tip: ObjectID)] {
    try repository.references(under: prefix).map { (String($0.name.dropFirst(prefix.count)), $0.target) }
  }
}
