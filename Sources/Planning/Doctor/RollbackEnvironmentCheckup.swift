import GitHub

/// The environment that rollback.yml runs in: what would keep somebody from rolling back at night.
///
/// From a machine a rollback needs no environment, so nothing of this stops one there.
struct RollbackEnvironmentCheckup: Checkup {
  static let name = EnvironmentCheckup.name
  let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  func examine() async throws -> [Diagnosis] {
    guard let client = await workspace.forge, client.token != nil,
      let environment = try await client.environment(EnvironmentSetup.rollback)
    else { return [] }
    let releases = EnvironmentCheckup(workspace)
    let page = releases.page(client)
    var found: [Diagnosis] = []
    if environment.waitMinutes > 0 {
      found.append(
        warning(
          "\(environment.name) makes a rollback wait \(environment.waitMinutes) minutes.",
          fix: "Set its wait timer to 0: \(page)"))
    }
    if environment.isReviewed {
      found.append(
        warning(
          "\(environment.name) makes a rollback wait for \(environment.reviewers.map(\.name).joined(separator: ", ")).",
          fix: "Where nobody of them may be awake, take the reviewers away: \(page)"))
    }
    // A run by dispatch is on a branch, and usually on the default one.
    return try await found
      + releases.shut(
        environment, to: [], on: releases.defaultBranch(client), why: "where rollback.yml runs", client)
  }
}
