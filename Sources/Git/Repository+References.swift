import CLibgit2
import ExternalTools
import Refusals

extension Repository {
  /// What a reference points at: the tag object of an annotated tag; nil where there is no such reference.
  public func reference(_ name: String) throws -> ObjectID? {
    try lock.locked {
      var id = git_oid()
      let code = git_reference_name_to_id(&id, handle, name)
      guard code != GIT_ENOTFOUND.rawValue else { return nil }
      try check(code, "reading \(name)")
      return ObjectID(id)
    }
  }

  /// Every reference whose full name begins with `prefix`, with what it points at, sorted by name.
  public func references(under prefix: String) throws -> [(name: String, target: ObjectID)] {
    try lock.locked {
      let iterator = try Handle(freeing: { git_reference_iterator_free($0) }, "listing references") {
        git_reference_iterator_glob_new(&$0, handle, "\(prefix)*")
      }
      var found: [(name: String, target: ObjectID)] = []
      while true {
        var next: OpaquePointer?
        let code = git_reference_next(&next, iterator.pointer)
        guard code != GIT_ITEROVER.rawValue else { break }
        try check(code, "listing references")
        defer { git_reference_free(next) }
        guard let name = git_reference_name(next) else { continue }
        if let target = git_reference_target(next) {
          found.append((String(cString: name), ObjectID(target.pointee)))
        }
      }
      return found.sorted { $0.name < $1.name }
    }
  }

  /// Moves a reference of this repository over what it holds.
  ///
  /// - Parameters:
  ///   - name: the full name.
  ///   - to: what it points at afterwards; nil removes it.
  ///   - from: what it points at now; nil for nothing.
  /// - Throws: ``GitError`` where it holds something else.
  public func update(_ name: String, to: ObjectID?, from: ObjectID?) throws {
    try lock.locked {
      guard let to else {
        guard let from else { return }
        let reference = try Handle(freeing: { git_reference_free($0) }, "reading \(name)") {
          git_reference_lookup(&$0, handle, name)
        }
        guard git_reference_target(reference.pointer).map({ ObjectID($0.pointee) }) == from else {
          throw GitError(GIT_EMODIFIED.rawValue, during: "removing \(name)")
        }
        return try check(git_reference_delete(reference.pointer), "removing \(name)")
      }
      var (target, expected) = (to.raw, from?.raw ?? git_oid())
      let written = try Handle(freeing: { git_reference_free($0) }, "moving \(name)") {
        git_reference_create_matching(&$0, handle, name, &target, 1, &expected, "brokkr-release")
      }
      _ = written.pointer
    }
  }

  /// Brings a branch forward where it is checked out, the tree is clean, and it is an ancestor; says whether it moved.
  public func fastForward(branch: String, to: ObjectID) async throws -> Bool {
    guard let workTree, case .branch(branch, let now) = try head(), now != to else { return false }
    guard contains(to), try isAncestor(now, of: to), try await trackedChanges().isEmpty else { return false }
    let merge = try await git(
      [
        "-c", "core.hooksPath=/dev/null", "merge", "--ff-only", "--no-verify-signatures", "-q", "--no-edit",
        to.description,
      ], in: workTree)
    return merge.succeeded
  }

  /// Brings the working tree after its branch, which was moved by itself; only where that branch is checked out and the
  /// tree had no changes.
  public func refreshWorkTree(branch: String, from: ObjectID, to: ObjectID) async throws {
    guard let workTree, case .branch(branch, to) = try head() else { return }
    _ = try await git(["read-tree", "-m", "-u", from.description, to.description], in: workTree)
  }

  private func trackedChanges() async throws -> [String] {
    try await uncleanPaths().filter { !$0.hasPrefix("??") }
  }

  /// What is not committed: `XY path` as `git status --porcelain` has it, untracked files included, ignored ones not.
  public func uncleanPaths() async throws -> [String] {
    guard let workTree else { return [] }
    let status = try await git(["status", "--porcelain=v1", "-z", "--untracked-files=normal"], in: workTree)
      .checked("The state of the working tree was not read.", remedy: "Run `git status` and look at what it says.")
    var paths: [String] = []
    var fields = status.text.split(separator: "\0", omittingEmptySubsequences: true)[...]
    while let field = fields.popFirst() {
      paths.append(String(field))
      // A rename is followed by the name that it had; one that is not staged is told in the second column.
      if field.prefix(2).contains(where: { $0 == "R" || $0 == "C" }) { _ = fields.popFirst() }
    }
    return paths
  }

  /// Runs git in a folder, with its messages in English and no questions asked.
  func git(
    _ arguments: [String], in folder: String, environment: [String: String] = [:], input: [UInt8] = []
  ) async throws -> ToolOutcome {
    let fixed = ["LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"]
    return try await Invocation(
      "git", arguments, in: folder, environment: fixed.merging(environment) { _, own in own }, input: input
    ).run()
  }
}
