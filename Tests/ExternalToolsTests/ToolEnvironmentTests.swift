@testable import ExternalTools
import Testing

@Suite struct ToolEnvironmentTests {
  @Test(
    "programs get what they need to work",
    arguments: [
      "PATH", "HOME", "LC_ALL", "XDG_RUNTIME_DIR", "SSH_AUTH_SOCK", "https_proxy", "SSL_CERT_FILE", "DOCKER_CONFIG",
      "CONTAINERS_STORAGE_CONF", "GIT_CONFIG_GLOBAL", "GIT_SSH_COMMAND", "GIT_COMMITTER_NAME", "HELM_CACHE_HOME",
    ]
  )
  func given(name: String) {
    #expect(ToolEnvironment.filtered([name: "x"], inheriting: []) == [name: "x"])
  }

  @Test(
    "programs get no secret and nothing that turns git elsewhere",
    arguments: [
      "GITHUB_TOKEN", "GH_TOKEN",
      "HELM_KUBETOKEN",  // begins as an allowed one does
      "BUILDX_BAKE_GIT_AUTH_TOKEN", "HELM_REGISTRY_PASSWORD", "CONTAINERS_SECRET", "XDG_API_KEY",
      "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
      "GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_CONFIG_PARAMETERS", "GIT_TRACE", "LD_PRELOAD", "ACTIONS_RUNTIME_URL",
    ]
  )
  func withheld(name: String) {
    #expect(ToolEnvironment.filtered([name: "x"], inheriting: []).isEmpty)
    #expect(ToolEnvironment.filtered([name: "x"], inheriting: [name]) == [name: "x"])
  }

  @Test("a started program has no variable beside the allowed and the given ones")
  func started() async throws {
    let outcome = try await Invocation("/usr/bin/env", ["-0"], environment: ["GIVEN": "1"]).run()
    let names = Set(outcome.text.split(separator: "\0").compactMap { $0.split(separator: "=").first.map(String.init) })
    #expect(names == Set(ToolEnvironment.base().keys).union(["GIVEN"]))
    #expect(names.contains("PATH"))
  }
}
