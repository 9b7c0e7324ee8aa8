import BuildEngines
import Git
import Publishing
import Refusals
import ReleaseEngine
import SemanticVersioning

extension SurveyTaker {
  /// Remarks on the Dockerfiles of the commit.
  func inspections(_ head: ObjectID) -> [Note] {
    scope.images.flatMap { image -> [Note] in
      guard let text = try? workspace.repository.file(image.dockerfile, in: head) else { return [] }
      return DockerfileInspection(String(decoding: text, as: UTF8.self), file: image.dockerfile).notes
    }
  }

  /// What GitHub says about releasing a candidate.
  func examined(
    _ version: SemanticVersion, _ candidate: Candidate, branch: String?, adopted: Bool, _ facts: RemoteFacts,
    _ state: LedgerState
  ) async throws -> ForgeSurvey {
    let tag = scope.tag.tag(for: version)
    let moves = !adopted && workspace.configuration.stamp == .commit
    let target = workspace.releaseTarget(tag, of: scope.name, in: state)
    let subject = ForgeSurvey.Subject(
      tag: tag, candidate: candidate.head.id, branch: moves ? branch : nil,
      makesCommit: candidate.needsCommit, isSigned: try workspace.repository.signsCommits, isAdopted: adopted,
      isReleased: target != nil, isCutting: isCutting, isBinding: isBinding)
    var survey = try await ForgeSurvey(subject, workspace, facts)
    // They are started on the tag, whose files they have to be among; the release is published by then.
    if await workspace.forge != nil {
      let problems = try workspace.configuration.dispatchProblems(
        text: { name in
          try workspace.repository.file(".github/workflows/\(name)", in: candidate.head.id).map {
            String(decoding: $0, as: UTF8.self)
          }
        }, names: { [] })
      survey.notes += problems.map {
        Note("dispatch-missing", "\($0.message) It would not be started after the release. \($0.remedy)")
      }
    }
    // One mark, whose claims rank by version: that of another component would keep it.
    if let target, target.ownsLatest, let holder = state.rightful.claimant(of: target.latestSlot.address),
      let component = state.records[holder]?.component, component != scope.name
    {
      survey.notes.append(
        Note(
          "latest-owner",
          "The latest mark is claimed by \(holder) of the component \(component), and goes to the higher version."))
    }
    return survey
  }

  func refuseUncleanTree(_ paths: [String]) throws {
    guard !paths.isEmpty else { return }
    throw Refusal(
      .dirtyTree, what: "Nothing was released: the working tree is not clean.",
      why: (paths.prefix(20) + (paths.count > 20 ? ["and \(paths.count - 20) more"] : [])).joined(separator: "\n"),
      remedy: "Commit, stash or remove these; a release is made of a commit.")
  }

  func refuseOtherTags(_ facts: RemoteFacts, _ state: LedgerState) throws {
    if let difference = try TagDifference(scope.tag, workspace, facts, state) { throw difference.refusal }
  }

  /// The tag of this version that somebody else made at this commit; a tag at another commit is refused.
  func adoptable(
    _ tag: String, at head: ObjectID, _ facts: RemoteFacts, _ state: LedgerState
  ) throws -> ObjectID? {
    guard let target = facts.tags[tag], let commit = facts.commit(of: tag) else { return nil }
    if let record = state.records[tag], record.isBurnt || record.state == .awaitingApproval { return nil }
    guard commit == head else {
      throw Refusal(
        .historyUnsafe, what: "\(tag) was not released: it exists at another commit.",
        why: "It is at \(commit.short), and \(head.short) is checked out",
        remedy: "Check out \(tag) to release that commit, or cut another version.")
    }
    return target
  }

  func refuseUnpushed(_ head: Commit, branch: String?, _ facts: RemoteFacts) async throws {
    guard let remote = workspace.git.remote else { return }
    let tips = branch.map { [facts.branches[$0]].compactMap(\.self) } ?? Array(facts.branches.values)
    for tip in tips where tip == head.id { return }
    for (name, tip) in facts.branches where tips.contains(tip) && !workspace.repository.contains(tip) {
      try await remote.fetch(["refs/heads/\(name)"])
    }
    let known = tips.filter { workspace.repository.contains($0) }
    for tip in known where try workspace.repository.isAncestor(head.id, of: tip) { return }
    let elsewhere = facts.branches.values.filter { workspace.repository.contains($0) }
    let unpushed = try workspace.repository.commits(from: head.id, excluding: known + elsewhere).commits
    if let branch, unpushed.isEmpty {
      let remote = workspace.configuration.remote
      throw Refusal(
        .unpushed, what: "Nothing was released: the branch \(branch) of \(remote) does not have this commit.",
        why: "\(head.id.short) is on other branches there", remedy: "Run `git push \(remote) \(branch)` first.")
    }
    throw Refusal(
      .unpushed, what: "Nothing was released: commits are not on \(workspace.configuration.remote) yet.",
      why: unpushed.prefix(20).map { "\($0.id.short) \($0.subject)" }.joined(separator: "\n"),
      remedy: branch.map { "Run `git push \(workspace.configuration.remote) \($0)` first." }
        ?? "Push a branch that contains them first.")
  }

  /// Throws what the configuration names and the commit does not have.
  func refuseMissingPaths(_ head: ObjectID) throws {
    let missing = try missingPaths(head)
    guard missing.isEmpty else { throw RefusalList(missing) }
  }

  /// What the configuration names and the commit does not have.
  func missingPaths(_ head: ObjectID) throws -> [Refusal] {
    let files = try workspace.repository.files(in: head).map(\.path)
    var known = Set(files)
    for file in files {
      var path = file[...]
      while let slash = path.lastIndex(of: "/") {
        path = path[..<slash]
        guard known.insert(String(path)).inserted else { break }
      }
    }
    known.insert(".")
    return workspace.configuration.pathProblems(exists: { known.contains($0) }) { folder in
      known.compactMap { path in
        let (parent, name) = RepositoryPath.split(path)
        return parent == folder ? name : nil
      }
    }
  }
}
