import OCI
import Publishing
import Refusals

/// The registries: whether they take pushes, and let a rollback remove tags.
struct RegistryCheckup: Checkup {
  static let name = "registry"
  let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  func examine() async throws -> [Diagnosis] {
    let scopes = ComponentScope.all(of: workspace.configuration)
    let targets = Set(scopes.flatMap(\.repositories))
    var found: [Diagnosis] = []
    for address in targets.sorted(by: { $0.text < $1.text }) {
      do {
        let repository = try await workspace.places.repository(address)
        try await repository.checkPushRight()
        switch try await repository.tagRemoval() {
        case .allowed: found.append(ok("\(address.text) takes pushes, and lets tags be removed."))
        case .unsupported, .kept:
          found.append(
            warning(
              "\(address.text) does not remove tags: a rollback leaves those that nothing comes after.",
              fix: "Allow deletion in the registry, where it can."))
        case .forbidden:
          var finding = warning(
            "\(address.text) does not let these credentials delete: a rollback could not remove tags.",
            fix: "Use credentials that may delete, at least for rollbacks.")
          finding.stopsRollback = true
          found.append(finding)
        }
      } catch let refusal as Refusal {
        found.append(failed(refusal))
      }
    }
    return found
  }
}
