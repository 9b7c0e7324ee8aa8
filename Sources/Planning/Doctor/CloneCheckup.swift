import Git
import Refusals

/// The clone: how much of the history it has, who works in it, and what other programs have left.
struct CloneCheckup: Checkup {
  static let name = "clone"
  let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  func examine() async throws -> [Diagnosis] {
    var found: [Diagnosis] = []
    let repository = workspace.repository
    let knowledge = try TagKnowledge(of: repository, remote: workspace.configuration.remote)
    if repository.isShallow {
      found.append(warning("The clone is shallow: its history ends early.", fix: knowledge.remedy))
    } else {
      found.append(ok("The history is whole."))
    }
    do {
      let person = try workspace.identity()
      found.append(ok("Records and commits are by \(person.name) <\(person.email)>."))
    } catch let refusal as Refusal {
      found.append(failed(refusal))
    }
    found += try StaleLocks.find(in: repository).map { lock in
      Diagnosis(
        Self.name, .failed, "\(lock.path) is \(lock.minutes) min old: a git process was killed while it held it.",
        fix: lock.isLedgers
          ? "Run `brokkr-release doctor --fix`" : "Where no git process works here any more, remove that file.")
    }
    if repository.workTree == nil {
      found.append(
        warning("The repository is bare; releases are made in a clone.", fix: "Clone it with a working tree."))
    } else {
      let unclean = try await workspace.uncleanPaths()
      if !unclean.isEmpty {
        found.append(
          warning(
            "The working tree is not clean: \(unclean.prefix(3).joined(separator: ", "))"
              + (unclean.count > 3 ? " and \(unclean.count - 3) more" : ""),
            fix: "Commit, stash or remove these before a cut."))
      }
    }
    return found
  }
}
