import Publishing
import Testing

@testable import Planning

@Suite struct ConfigurationDetectionTests {
  private func detected(_ files: [String], remote: String?) throws -> Configuration {
    var read: Configuration?
    try withTemporaryFolder { root in
      for file in files {
        try write(file.hasSuffix("Chart.yaml") ? "apiVersion: v2\nname: brokkr-broker\n" : "", to: "\(root)/\(file)")
      }
      read = try Configuration.detected(in: root, remoteURL: remote)
    }
    return try #require(read)
  }

  @Test("Dockerfiles and charts are found, and the remote tells the registry")
  func found() throws {
    let read = try detected(
      [
        "docker/Dockerfile.broker", "docker/Dockerfile.agent", "docker/Dockerfile.agent.dockerignore", "Dockerfile",
        "Dockerfile.broker", "Dockerfiles.md", "charts/broker/Chart.yaml", "charts/broker/values/staging.yaml",
        "charts/broker/values/README.md", "charts/README.md",
      ],
      remote: "https://github.com/Acme/Brokkr.git")
    #expect(read.origin == .detected)
    #expect(read.images.map(\.name) == ["agent", "broker", "brokkr"])
    #expect(
      read.images.map(\.repository.text) == [
        "ghcr.io/acme/brokkr-agent", "ghcr.io/acme/brokkr-broker", "ghcr.io/acme/brokkr",
      ])
    #expect(read.images.map(\.dockerfile) == ["docker/Dockerfile.agent", "docker/Dockerfile.broker", "Dockerfile"])
    #expect(read.images.allSatisfy { $0.context == "." })
    #expect(read.charts.map(\.name) == ["brokkr-broker"])
    #expect(read.charts.map(\.path) == ["charts/broker"])
    #expect(read.charts.map(\.repository.text) == ["ghcr.io/acme/charts"])
    #expect(read.charts[0].values == ["values/staging.yaml"])
    #expect(read.origins().first { $0.key == "images.agent.repository" }?.origin == "detected")
    #expect(read.origins().first { $0.key == "remote" }?.origin == "default")
  }

  @Test("without a remote at GitHub everything goes to a layout on disk")
  func layout() throws {
    let read = try detected(
      ["docker/Dockerfile.broker", "charts/broker/Chart.yaml"], remote: "ssh://git@example.org/a/b.git")
    #expect(read.images.map(\.repository.text) == ["oci-layout:.brokkr-release/layout/broker"])
    #expect(read.charts.map(\.address.text) == ["oci-layout:.brokkr-release/layout/charts/brokkr-broker"])
  }

  @Test(
    "the owner is read from every spelling of a GitHub URL, and from no other host",
    arguments: [
      ("git@github.com:Acme/brokkr.git", "ghcr.io/acme/x"), ("ssh://git@github.com/acme/brokkr", "ghcr.io/acme/x"),
      ("https://token@github.com/acme/brokkr/", "ghcr.io/acme/x"),
      ("https://notgithub.com/acme/brokkr", "oci-layout:"), ("https://example.org/github.com/acme", "oci-layout:"),
      ("/srv/git/brokkr.git", "oci-layout:"), (nil, "oci-layout:"),
    ] as [(String?, String)]
  )
  func remotes(url: String?, start: String) throws {
    let text = try detected(["Dockerfile.x"], remote: url).images[0].repository.text
    #expect(text.hasPrefix(start == "oci-layout:" ? start : "ghcr.io/acme/brokkr-x"))
    #expect(!text.contains("token"))
  }

  @Test("a repository without anything to build has only its tags")
  func nothing() throws {
    let read = try detected(["README.md"], remote: nil)
    #expect(read.images.isEmpty && read.charts.isEmpty)
  }
}
