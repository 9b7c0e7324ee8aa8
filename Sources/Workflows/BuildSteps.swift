/// What the builds of releases, branches and pull requests have in common.
enum BuildSteps {
  /// The scope of an image's cache: no two images and no two architectures share one.
  static let cacheScope: YAML = "${{ matrix.artifact }}"

  /// The builder: BuildKit in a container, QEMU where a platform is emulated, and the way to the cache.
  static func builder(_ input: WorkflowInput, usingBuildah: Bool = false) -> [YAML] {
    let isEmulating = input.images.contains { image in
      image.platforms.contains { input.settings.runner(for: $0).isEmulated }
    }
    return [
      isEmulating ? Step.uses(.setUpQEMU, name: "Set up QEMU", if: "matrix.emulated") : nil,
      usingBuildah ? nil : Step.uses(.setUpBuildx, name: "Set up buildx", with: [("cache-binary", false)]),
      usingBuildah
        ? nil
        : Step.uses(
          .githubScript, name: "Let buildx reach the cache", with: [("script", .script(BuildScripts.cacheScript))]),
    ].compactMap(\.self)
  }
}
