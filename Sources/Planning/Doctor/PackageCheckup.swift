import GitHub
import Publishing

/// The packages of GitHub's container registry: whether they are there, whose they are, and who may pull them.
struct PackageCheckup: Checkup {
  static let name = "packages"
  let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  func examine() async throws -> [Diagnosis] {
    guard let client = await workspace.forge, client.token != nil else { return [] }
    let components = ComponentScope.all(of: workspace.configuration)
    let targets = Set(components.flatMap(\.repositories))
    let isPublic = try await client.repositoryFacts()?.isPrivate == false
    let scopes = try await client.scopes()
    var found: [Diagnosis] = []
    for address in targets.sorted(by: { $0.text < $1.text }) {
      let parts = address.text.split(separator: "/", maxSplits: 2).map(String.init)
      guard parts.count == 3, parts[0] == client.server.registry else { continue }
      guard let package = try await client.package(parts[2], of: parts[1]) else {
        found.append(
          unknown(
            "\(address.text) is not there, or not for this token to see.",
            fix: "The first push makes it; a job's token then has the role Admin on it."))
        continue
      }
      found += examine(package, address.text, client, scopes: scopes, isPublic: isPublic)
    }
    return found
  }

  private func examine(
    _ package: ContainerPackage, _ name: String, _ client: GitHubClient, scopes: Set<String>?, isPublic: Bool
  ) -> [Diagnosis] {
    var found: [Diagnosis] = []
    if package.repository.flatMap({ RepositorySlug($0) }) != client.repository {
      // A package that a person's token has pushed first belongs to nobody's jobs.
      var finding = warning(
        "\(name) is \(package.repository.map { "linked to \($0)" } ?? "linked to no repository"): jobs of \(client.repository) may have no rights on it.",
        fix: "Link it, and give \(client.repository) the role Admin under \"Manage Actions access\": \(package.page)")
      finding.stopsRollback = client.token?.kind == .installation
      found.append(finding)
    }
    if isPublic, package.visibility != "public" {
      found.append(
        warning(
          "\(name) is \(package.visibility), and the repository is public: nobody else can pull it.",
          fix: "Change its visibility: \(package.page)"))
    }
    if client.token?.kind == .installation {
      found.append(
        unknown(
          "Whether a job may remove tags of \(name) is told to nobody: it needs the role Admin on it.",
          fix: "Look under \"Manage Actions access\": \(package.page)"))
    }
    if let scopes, !scopes.contains("delete:packages") {
      var finding = warning(
        "The token has no scope delete:packages: a rollback could not remove tags of \(name).",
        fix: "Roll back in a job, or run `gh auth refresh --scopes read:packages,write:packages,delete:packages`.")
      finding.stopsRollback = true
      found.append(finding)
    }
    if client.token?.kind == .fineGrained {
      var finding = warning(
        "Fine-grained tokens cannot use the packages API: a rollback could not remove tags of \(name).",
        fix: "Roll back in a job, or with a classic token that has delete:packages.")
      finding.stopsRollback = true
      found.append(finding)
    }
    return found.isEmpty ? [ok("\(name) is \(package.visibility), and linked to \(client.repository).")] : found
  }
}
