import Testing

@testable import BuildEngines

@Suite struct BuildCacheTests {
  @Test("without the variables there is no option, and nothing more is told to the builder")
  func none() {
    for environment in [[:], ["BROKKR_RELEASE_CACHE_FROM": ""], ["ACTIONS_RUNTIME_TOKEN": "x"]] {
      let cache = BuildCache(environment: environment)
      #expect(cache.options.isEmpty && cache.variables.isEmpty)
    }
  }

  @Test("a cache is read and written where the variables say so, ahead of what the build writes")
  func options() throws {
    let world = try BuildWorld()
    defer { world.remove() }
    let cache = BuildCache(environment: [
      "BROKKR_RELEASE_CACHE_FROM": "type=registry,ref=ghcr.io/a/cache", "BROKKR_RELEASE_CACHE_TO": "type=inline",
    ])
    let arguments = Buildx.arguments(for: try world.cell(), into: "/out", metadata: "/m", cache: cache)
    let at = try #require(arguments.firstIndex(of: "--cache-from"))
    #expect(
      arguments[at..<(at + 4)] == ["--cache-from", "type=registry,ref=ghcr.io/a/cache", "--cache-to", "type=inline"])
    #expect(cache.variables.isEmpty)
  }

  @Test("only a cache of GitHub Actions gets the token that reaches it")
  func token() {
    let cache = BuildCache(environment: ["BROKKR_RELEASE_CACHE_FROM": "type=gha,scope=broker-linux-amd64"])
    #expect(cache.variables.contains("ACTIONS_RUNTIME_TOKEN"))
  }
}
