import Git
import Refusals

/// Tells whether a commit that a revert names by its id was released already.
struct ReleasedCommits: Sendable {
  private let open: @Sendable () throws -> Repository
  private let base: ObjectID?
  private let remote: String
  private let refused: String

  /// Asks about what a release has.
  ///
  /// - Parameters:
  ///   - base: the release's commit; nil before the first.
  ///   - repository: where it is.
  ///   - remote: the remote that history comes from.
  ///   - refused: what is not done where the clone cannot tell, one sentence.
  init(of base: ObjectID?, in repository: Repository, remote: String, refused: String) {
    (self.base, self.remote, self.refused) = (base, remote, refused)
    open = { repository }
  }

  /// Asks about what a release has, in a repository that is opened when something is asked.
  init(of base: ObjectID?, in repository: LateRepository, remote: String, refused: String) {
    (self.base, self.remote, self.refused) = (base, remote, refused)
    open = { try repository.get() }
  }

  /// Whether an id, which may be abbreviated, names a commit of the release's history.
  ///
  /// What no commit of this repository has, as after a rebase, was not released; in a shallow clone nobody knows.
  func hold(_ id: String) throws -> Bool {
    guard let base else { return false }
    let repository = try open()
    if let commit = try repository.commit(abbreviated: id), try repository.isAncestor(commit, of: base) { return true }
    guard !repository.isShallow else {
      throw Refusal(
        .historyUnsafe, what: refused,
        why: "the clone is shallow, and whether \(id.prefix(7)), which a commit reverts, is released is not in it",
        remedy: (try? TagKnowledge(of: repository, remote: remote).remedy) ?? "Run `git fetch --unshallow --tags`")
    }
    return false
  }
}
