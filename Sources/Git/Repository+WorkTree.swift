import ExternalTools
import Refusals

extension Repository {
  /// What is not committed: `XY path` as `git status --porcelain` has it, untracked files included, ignored ones not.
  ///
  /// git answers, not the library: only git runs the filters that decide whether a file is what was committed.
  public func uncleanPaths() async throws -> [String] {
    guard workTree != nil else { return [] }
    let status = try await git(["status", "--porcelain=v1", "-z", "--untracked-files=normal"])
      .checked("The state of the working tree was not read.", remedy: "Run `git status` and look at what it says.")
    var fields = String(decoding: status.output, as: UTF8.self).split(separator: "\0")[...]
    var paths: [String] = []
    while let field = fields.popFirst() {
      paths.append(String(field))
      // What was moved or copied is followed by the name that it had.
      if field.prefix(2).contains(where: { $0 == "R" || $0 == "C" }) { _ = fields.popFirst() }
    }
    return paths
  }

  /// The working trees of this repository, linked ones too, in which a branch is checked out.
  public func workTrees(of branch: String) async throws -> [Repository] {
    let listed = try await git(["worktree", "list", "--porcelain"])
    var (path, found): (String?, [Repository]) = (nil, [])
    for line in listed.text.split(separator: "\n") {
      if line.hasPrefix("worktree ") { path = String(line.dropFirst("worktree ".count)) }
      if line == "branch refs/heads/\(branch)", let path, let tree = try? Repository(at: path) { found.append(tree) }
    }
    return found
  }

  /// Brings a branch forward where it is checked out, its files have no changes, and it is an ancestor; says whether it
  /// moved.
  ///
  /// An untracked file in the way, or a lock, leaves it where it is.
  public func fastForward(branch: String, to: ObjectID) async throws -> Bool {
    guard workTree != nil, case .branch(branch, let now) = try head(), now != to, contains(to),
      try isAncestor(now, of: to), try await uncleanPaths().allSatisfy({ $0.hasPrefix("??") })
    else { return false }
    let merge = try await git(
      ["-c", "merge.autoStash=false", "-c", "merge.verifySignatures=false", "merge", "--ff-only", "-q", to.description])
    return merge.succeeded
  }

  /// Brings the working tree after its branch, which was moved by itself; only where that branch is checked out and the
  /// tree had no changes.
  public func refreshWorkTree(branch: String, from: ObjectID, to: ObjectID) async throws {
    guard workTree != nil, case .branch(branch, to) = try head() else { return }
    _ = try await git(["read-tree", "-m", "-u", from.description, to.description])
  }
}
