/// What the builds of releases, branches and pull requests have in common.
enum BuildSteps {
  /// What the build of a cell reads; the cache is scoped by image and platform, and written where `writes` says so.
  static func environment(_ version: YAML, _ input: WorkflowInput, writes condition: String? = nil) -> [(String, YAML)]
  {
    let usesCache = !input.buildsWithBuildah && !input.images.isEmpty
    let scope = "type=gha,scope=${{ matrix.artifact }}"
    let target = condition.map { condition in
      "${{ \(condition) && format('type=gha,mode=max,scope={0},ignore-error=true', matrix.artifact) || '' }}"
    }
    return [
      ("VERSION", version), ("IMAGE", "${{ matrix.image }}"), ("PLATFORM", "${{ matrix.platform }}"), Step.token,
    ] + (usesCache ? [("BROKKR_RELEASE_CACHE_FROM", .template(scope))] : [])
      + (usesCache ? target.map { [("BROKKR_RELEASE_CACHE_TO", .template($0))] } ?? [] : [])
  }

  /// The builder: BuildKit in a container, QEMU where a platform is emulated, and the way to the cache.
  static func builder(_ input: WorkflowInput) -> [YAML] {
    guard !input.images.isEmpty else { return [] }
    let usesBuildx = !input.buildsWithBuildah
    let isEmulating = input.images.contains { image in
      image.platforms.contains { input.settings.runner(for: $0).isEmulated }
    }
    return [
      isEmulating ? Step.uses(.setUpQEMU, name: "Set up QEMU", if: "matrix.emulated") : nil,
      usesBuildx ? Step.uses(.setUpBuildx, name: "Set up buildx", with: [("cache-binary", false)]) : nil,
      usesBuildx
        ? Step.uses(
          .githubScript, name: "Let buildx reach the cache", with: [("script", .script(BuildScripts.cacheScript))])
        : nil,
    ].compactMap(\.self)
  }
}
