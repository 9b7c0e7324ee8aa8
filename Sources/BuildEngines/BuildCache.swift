import ExternalTools

/// Where BuildKit takes layers from that earlier builds have made, and where it leaves its own.
///
/// `BROKKR_RELEASE_CACHE_FROM` and `BROKKR_RELEASE_CACHE_TO` are given to it as `--cache-from` and `--cache-to`, such as
/// `type=gha,scope=broker-linux-amd64`. A cache changes no byte of an image that is built reproducibly.
struct BuildCache: Hashable {
  /// The options of `docker buildx build`.
  let options: [String]
  /// The variables by which BuildKit reaches a cache of GitHub Actions; nothing else gets them.
  let variables: [String]

  /// Takes the cache that variables name.
  init(environment: [String: String] = OwnEnvironment.all) {
    func option(_ flag: String, _ name: String) -> [String] {
      environment[name].flatMap { $0.isEmpty ? nil : [flag, $0] } ?? []
    }
    options =
      option("--cache-from", "BROKKR_RELEASE_CACHE_FROM") + option("--cache-to", "BROKKR_RELEASE_CACHE_TO")
    let isOfActions = options.contains { $0.contains("type=gha") }
    variables =
      isOfActions
      ? ["ACTIONS_RUNTIME_TOKEN", "ACTIONS_RESULTS_URL", "ACTIONS_CACHE_URL", "ACTIONS_CACHE_SERVICE_V2"] : []
  }
}
