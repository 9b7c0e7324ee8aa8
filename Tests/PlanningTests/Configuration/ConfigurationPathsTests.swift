import Refusals
import Testing

@testable import Planning

@Suite struct ConfigurationPathsTests {
  private let text = """
    images:
      broker:
        repository: ghcr.io/acme/broker
        dockerfile: docker/Dockerfile.broker
      agent: { repository: ghcr.io/acme/agent, context: services/agent }
    charts:
      brokkr:
        repository: oci://ghcr.io/acme/charts
        values: [values/production.yaml, charts/brokkr/values/staging.yaml]
        stamp: [{ file: values/production.yaml, key: image.tag }]
    """

  private func problems(_ files: Set<String>) throws -> [Refusal] {
    let folders = files.flatMap { file in
      let parts = file.split(separator: "/")
      return (1..<max(parts.count, 1)).map { parts.prefix($0).joined(separator: "/") }
    }
    let all = files.union(folders)
    return try configuration(text).pathProblems(
      exists: all.contains,
      names: { folder in
        all.compactMap { path in
          let (parent, name) = RepositoryPath.split(path)
          return parent == folder ? name : nil
        }
      })
  }

  private let complete: Set<String> = [
    "docker/Dockerfile.broker", "services/agent/Dockerfile", "charts/brokkr/Chart.yaml",
    "charts/brokkr/values/production.yaml", "charts/brokkr/charts/brokkr/values/staging.yaml",
  ]

  @Test("a tree that has everything has no problem")
  func nothingMissing() throws {
    #expect(try problems(complete).isEmpty)
  }

  @Test("a changelog has to be there")
  func changelog() throws {
    let found = try configuration("changelog: { file: CHANGELOG.md }").pathProblems(
      exists: { _ in false }, names: { _ in ["CHANGELOGS.md", "README.md"] })
    #expect(found.map(\.what) == ["c.yml:1:20: the changelog CHANGELOG.md does not exist."])
    #expect(found.map(\.remedy) == ["Did you mean CHANGELOGS.md?"])
  }

  @Test("each missing path is told with its place and the nearest name there")
  func missing() throws {
    let found = try problems([
      "docker/Dockerfile.brokr", "services/agnt/Dockerfile", "charts/brokkr/Chart.yaml",
      "charts/brokkr/values/prod.yaml", "charts/brokkr/values/staging.yaml",
    ])
    #expect(
      found.map(\.what) == [
        "c.yml:4:17: the Dockerfile docker/Dockerfile.broker does not exist.",
        "c.yml:5:53: the build context services/agent does not exist.",
        "c.yml:5:3: the Dockerfile services/agent/Dockerfile does not exist.",  // not written: the image's own place
        "c.yml:9:14: the values file charts/brokkr/values/production.yaml does not exist.",
        "c.yml:9:38: the values file charts/brokkr/charts/brokkr/values/staging.yaml does not exist.",
        "c.yml:10:21: the file to stamp charts/brokkr/values/production.yaml does not exist.",
      ])
    #expect(
      found.map(\.remedy) == [
        "Did you mean docker/Dockerfile.brokr?", "Did you mean services/agnt?", "Did you mean services/agnt?", "",
        "Paths of a chart begin in its folder: write values/staging.yaml.", "",
      ])
    #expect(found.allSatisfy { $0.code == .missingPath })
  }

  @Test("of a chart that is missing its files are not told one by one")
  func missingChart() throws {
    let found = try problems(["docker/Dockerfile.broker", "services/agent/Dockerfile", "charts/broker/Chart.yaml"])
    #expect(found.map(\.what) == ["c.yml:7:3: the chart file charts/brokkr/Chart.yaml does not exist."])
    #expect(found.map(\.remedy) == ["Did you mean charts/broker?"])
  }

  @Test("a chart's name must be the one of its Chart.yaml")
  func chartNames() throws {
    let read = try configuration(text)
    #expect(read.chartNameProblems { _ in "brokkr" }.isEmpty)
    #expect(read.chartNameProblems { _ in nil }.isEmpty)
    let found = read.chartNameProblems { $0 == "charts/brokkr/Chart.yaml" ? "broker" : nil }
    #expect(found.map(\.what) == ["c.yml:7:3: the chart is not named `brokkr`."])
    #expect(found.map(\.why) == ["charts/brokkr/Chart.yaml says `broker`"])
  }
}
