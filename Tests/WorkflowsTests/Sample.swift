import FoundationEssentials
import Planning

@testable import Workflows

/// Configurations that workflows are written for, as texts of the file.
enum Sample: String, CaseIterable {
  case oneImage, twoOfEach, components, registryHandOver, foreignRegistry, signature, prompt, noApproval, fromSource
  case ownSource, buildah, chartsAlone, nothing, layouts, noBranches, many, manyComponents

  static let tool = """
    tool:
        release: v0.1.0
        repository: acme/brokkr-release
        sha256:
          linux/amd64: \(String(repeating: "a1", count: 32))
          linux/arm64: \(String(repeating: "b2", count: 32))
    """

  static let two = """
    images:
      broker:
        repository: ghcr.io/acme/brokkr-broker
        dockerfile: docker/Dockerfile.broker
        build-args: { FEATURES: "full, 'quoted' #1", ODD: "a: b" }
      agent: { repository: ghcr.io/acme/brokkr-agent, dockerfile: docker/Dockerfile.agent }
    charts:
      brokkr-broker:
        path: charts/brokkr-broker
        repository: oci://ghcr.io/acme/charts
        stamp: [{ file: values.yaml, key: image.tag }]
        values: [values/production.yaml, values/staging.yaml, values/development.yaml]
        cases:
          - name: 'external "database", #2'
            set: { postgresql.enabled: false, "a[0].b": "x,y" }
      brokkr-agent: { path: charts/brokkr-agent, repository: oci://ghcr.io/acme/charts }

    """

  var text: String {
    switch self {
    case .oneImage: "images: { broker: { repository: ghcr.io/acme/broker, context: broker } }"
    case .twoOfEach:
      Self.two + """
        approve: { by: environment, environment: "release: two", minimum: 2 }
        github: { dispatch: [docs.yml] }
        workflows:
          test: [unit_tests.yml]
          assets: [cli.yml]
          \(Self.tool)
        """
    case .components:
      Self.two + """
        components:
          broker: { paths: [broker/**], images: [broker], charts: [brokkr-broker] }
          agent: { tag: "agent/v{version}", paths: [agent/**], images: [agent], charts: [brokkr-agent] }
        workflows: { runners: { linux/arm64: emulated } }
        """
    case .registryHandOver: Self.two + "hand-over: registry\napprove: { by: environment }\n"
    case .foreignRegistry:
      """
      images: { broker: { repository: registry.example.com:5000/acme/broker, context: broker } }
      charts: { broker: { repository: oci://ghcr.io/acme/charts } }
      hand-over: registry
      """
    case .signature: Self.two + "approve: { by: signature, minimum: 2 }\n"
    case .prompt: Self.two + "approve: { by: prompt }\n"
    case .noApproval: Self.two + "approve: { by: none }\n"
    case .fromSource:
      Self.two
        + "workflows: { tool: { source: \(String(repeating: "c3", count: 20)), repository: acme/brokkr-release } }\n"
    case .ownSource:
      "tag: rel-{version}\n" + Self.two
        + "workflows: { tool: { source: . }, branches: [main] }\nbranches: { main: { series: trunk }, hot/+?*: { series: maintenance } }\n"
    case .buildah: Self.two + "builder: buildah\n"
    case .chartsAlone: "charts: { broker: { repository: oci://ghcr.io/acme/charts } }"
    case .nothing: "workflows: { test: [unit_tests.yml], assets: [cli.yml], tool: { source: . } }"
    case .layouts: "images: { broker: { repository: oci-layout:layout } }"
    case .noBranches: Self.two + "workflows: { branches: [] }\nbranches: {}\n"
    case .many: Self.manyText
    case .manyComponents:
      Self.manyText + "components:\n"
        + (0..<200).map { "  c\($0): { paths: [c\($0)/**], images: [c\($0)], charts: [c\($0)] }\n" }.joined()
    }
  }

  /// 200 images for four platforms each, and 200 charts with two values files each.
  private static let manyText =
    "images:\n"
    + (0..<200).map { number in
      """
        c\(number):
          repository: ghcr.io/acme/c\(number)
          context: c\(number)
          platforms: [linux/amd64, linux/arm64, linux/arm/v7, linux/s390x]

      """
    }.joined() + "charts:\n"
    + (0..<200).map {
      "  c\($0): { path: c\($0)/chart, repository: oci://ghcr.io/acme/charts, values: [a.yaml, b.yaml] }\n"
    }.joined()

  /// What workflows show of it.
  func input() throws -> WorkflowInput {
    WorkflowInput(try Configuration.load(text: Array(text.utf8), file: ".brokkr-release.yml"))
  }
}
