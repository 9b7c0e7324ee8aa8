/// The registries of a configuration, and how jobs log in to them.
struct Registry: Hashable {
  let host: String
  /// The run's own token is what it takes.
  let isGitHub: Bool

  /// The registries that images and charts are published to, each once, in the order of the configuration.
  static func all(of input: WorkflowInput) -> [Registry] {
    var seen: Set<String> = []
    let places = input.images.map(\.repository) + input.charts.map(\.repository)
    return places.compactMap(\.host).filter { seen.insert($0).inserted }.map {
      Registry(host: $0, isGitHub: $0 == input.gitHubRegistry)
    }
  }

  /// Whether anything is published to GitHub's own registry, so that the run's token needs rights on packages.
  static func isGitHubs(_ input: WorkflowInput) -> Bool { all(of: input).contains(where: \.isGitHub) }

  /// Whether an image is.
  static func isGitHubs(imagesOf input: WorkflowInput) -> Bool {
    input.images.contains { $0.repository.host == input.gitHubRegistry }
  }

  /// Those of them that need credentials.
  static func guarded(of input: WorkflowInput) -> [Registry] { all(of: input).filter { !$0.isLoopback } }

  /// Those whose credentials are secrets, which only jobs of an environment may read.
  static func foreign(of input: WorkflowInput) -> [Registry] { guarded(of: input).filter { !$0.isGitHub } }

  /// The environment that keeps the secrets of registries.
  static let environmentName = "registry"

  /// The environment of jobs that need those secrets and have no other environment; nil where there are none.
  static func environment(of input: WorkflowInput) -> String? { foreign(of: input).isEmpty ? nil : environmentName }

  /// A registry on the machine itself, which takes everybody.
  var isLoopback: Bool { host.hasPrefix("127.0.0.1") || host.hasPrefix("localhost") || host.hasPrefix("[::1]") }

  /// What its secrets are named after: `REGISTRY_EXAMPLE_COM`.
  var secretName: String {
    "REGISTRY_" + host.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? "\($0)" : "_" }.joined()
  }

  /// The steps that log in; they come after everything that needs no credentials.
  ///
  /// - Parameters:
  ///   - input: the configuration.
  ///   - readsSecrets: the job has an environment, so that it may read the secrets of registries other than GHCR.
  /// - Returns: a step for each.
  static func logIn(_ input: WorkflowInput, readsSecrets: Bool) -> [YAML] {
    (readsSecrets ? guarded(of: input) : guarded(of: input).filter(\.isGitHub)).map { registry in
      Step.run(
        "Log in to \(registry.host)",
        env: [
          ("REGISTRY", .text(registry.host)),
          (
            "REGISTRY_USER",
            registry.isGitHub ? "${{ github.actor }}" : .template("${{ secrets.\(registry.secretName)_USERNAME }}")
          ),
          (
            "REGISTRY_TOKEN",
            registry.isGitHub ? "${{ github.token }}" : .template("${{ secrets.\(registry.secretName)_PASSWORD }}")
          ),
        ], "printf %s \"$REGISTRY_TOKEN\" | docker login \"$REGISTRY\" --username \"$REGISTRY_USER\" --password-stdin")
    }
  }
}
