import Git
import Refusals
import SemanticVersioning

/// What a version's notes are made of: the final release below it, and the commits since.
///
/// It depends on the version and not on the branch that is checked out, so that every job of a release finds the same.
struct NotesRange {
  /// The tag that the changes are counted from; nil before the first release.
  private(set) var previous: String?
  /// The commits since, newest first, as far as notes are concerned.
  private(set) var commits: [NextVersion.Commit] = []
  /// The commit of that release.
  private(set) var base: ObjectID?
  /// Whether commits that reverts name by their ids are in that release.
  private(set) var released: ReleasedCommits

  private let repository: Repository
  private let tag: String
  private let remote: String

  /// Gathers the range.
  ///
  /// - Parameters:
  ///   - tag: the version's tag, which need not be there.
  ///   - head: the commit that was or would be released.
  ///   - time: when the version was tagged, in seconds since 1970: releases that were made later are none that it follows,
  ///     unless they are in its history; nil where it is not tagged yet.
  ///   - finals: the live final releases below the version.
  ///   - repository: where the commits are.
  ///   - remote: the remote that tags come from.
  ///   - counts: whether a commit that changes this path counts; nil where every commit does.
  ///   - stands: whether the release of a commit is one that the version can follow.
  /// - Throws: a `Refusal` where the clone cannot tell.
  init(
    of tag: String, at head: ObjectID, taggedAt time: Int64?, after finals: [FinalRelease], in repository: Repository,
    remote: String, counts: ((String) -> Bool)?, where stands: (ObjectID) throws -> Bool
  ) throws {
    (self.repository, self.tag, self.remote) = (repository, tag, remote)
    released = ReleasedCommits(of: nil, in: repository, remote: remote, refused: Self.refused(tag))
    // Walked once: after a release of an older line many more may follow.
    var history: Set<ObjectID>?
    for final in finals.sorted(by: { $1.version.precedence < $0.version.precedence }) {
      guard let target = final.target, repository.contains(target) else {
        throw unsafe("it follows \(final.tag), and the clone has no such tag")
      }
      // A tag of something else than a commit is no release.
      guard let commit = try repository.peeled(target), try stands(commit) else { continue }
      if let time, let other = try repository.time(ofTag: target), other > time {
        let known = try history ?? Set(repository.commits(from: head, excluding: []).commits.map(\.id))
        history = known
        guard known.contains(commit) else { continue }
      }
      (base, previous) = (commit, final.tag)
      break
    }
    if repository.isShallow, base == nil { throw unsafe("the clone is shallow and holds no release below it") }
    let range = try repository.commits(from: head, excluding: base.map { [$0] } ?? [])
    guard !range.isCutOff else {
      throw unsafe("the clone is shallow, and its history ends before \(previous ?? "its first commit")")
    }
    released = ReleasedCommits(of: base, in: repository, remote: remote, refused: Self.refused(tag))
    guard let counts else {
      commits = NextVersion.Commit.all(of: range.commits)
      return
    }
    guard !repository.isShallow else {
      throw unsafe("the clone is shallow, and cannot tell what its last commits change")
    }
    let counting = try range.commits.filter { try repository.changedPaths($0.id).contains(where: counts) }
    commits = NextVersion.Commit.all(of: range.commits, counting: Set(counting.map(\.id)))
  }

  private static func refused(_ tag: String) -> String { "The notes of \(tag) were not made." }

  private func unsafe(_ why: String) -> Refusal {
    Refusal(
      .historyUnsafe, what: Self.refused(tag), why: why,
      remedy: (try? TagKnowledge(of: repository, remote: remote).remedy) ?? "Run `git fetch --tags`")
  }
}
