import Planning
import Testing

@Suite struct ConfigurationChangesTests {
  private func configuration() throws -> Configuration {
    let text = """
      images:
        broker: { repository: ghcr.io/acme/broker, dockerfile: docker/Dockerfile.broker }
        agent: { repository: ghcr.io/acme/agent, context: agent, dockerfile: docker/Dockerfile.agent }
      components:
        broker: { paths: [broker/**], images: [broker] }
        agent: { tag: "agent/v{version}", paths: [shared/**], images: [agent] }
      """
    return try Configuration.load(text: Array(text.utf8), file: ".brokkr-release.yml")
  }

  @Test(
    "a change is a reason to build the images that are made from the file",
    arguments: [
      ("broker/main.rs", ["broker"]), ("agent/main.rs", ["agent"]), ("shared/lib.rs", ["agent"]), ("README.md", []),
      ("docker/Dockerfile.broker", ["broker"]), ("docker/Dockerfile.agent.dockerignore", ["agent"]),
      (".dockerignore", ["broker"]), ("agent/.dockerignore", ["agent"]), (".brokkr-release.yml", ["broker", "agent"]),
      (".github/workflows/build-images.yml", ["broker", "agent"]), (".github/workflows/main.yml", []),
    ])
  func concerns(path: String, expected: [String]) throws {
    let configuration = try configuration()
    #expect(configuration.images.map(\.name).filter { configuration.concerns($0, path) } == expected)
  }
}
