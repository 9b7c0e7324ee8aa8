import ExternalTools
import FoundationEssentials
import TestSupport
import Testing

@testable import Workflows

@Suite struct HelmStepTests {
  private static func chart(_ step: StepRun, version: String = "1.2.0", image: String = "{{ .Chart.AppVersion }}")
    throws
  {
    try step.scratch.write(
      "apiVersion: v2\nname: broker\nversion: \(version)\nappVersion: 1.2.0\n", to: "work/charts/broker/Chart.yaml")
    try step.scratch.write("image: { tag: '' }\n", to: "work/charts/broker/values.yaml")
    try step.scratch.write(
      """
      apiVersion: v1
      kind: Pod
      metadata: { name: x }
      spec:
        containers:
          - name: broker
            image: "ghcr.io/acme/broker:\(image)"

      """, to: "work/charts/broker/templates/pod.yaml")
  }

  @Test(
    "a chart's version has to be one of SemVer, without a v and without build metadata",
    arguments: [
      ("1.2.0", true), ("1.2.0-rc.1", true), ("v1.2.0", false), ("1.2.0+b.1", false),
    ])
  func versions(version: String, isGood: Bool) async throws {
    let step = try StepRun("versions")
    try Self.chart(step, version: version)
    let script = try StepRun.script("helm_tests.yml", "versions", with: "semver")
    let outcome = try await step.run(script, ["CHARTS": "broker charts/broker"])
    #expect(outcome.succeeded == isGood, "\(outcome.text)\(outcome.errorText)")
    #expect(try await step.run(script, ["CHARTS": "agent charts/broker"]).text.contains("not agent"))
  }

  @Test("a chart is linted and rendered with its values and what is set")
  func render() async throws {
    let step = try StepRun("render")
    try Self.chart(step, image: "{{ .Values.image.tag | required \"no tag\" }}")
    let script = try StepRun.script("helm_tests.yml", "helm", with: "helm lint")
    let variables = ["CHART": "broker", "CHART_PATH": "charts/broker", "VALUES": "", "SETS": ""]
    #expect(try await !step.run(script, variables).succeeded)
    let outcome = try await step.run(script, variables.merging(["SETS": "image.tag=7"]) { $1 })
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(step.text("temp/rendered.yaml").contains("ghcr.io/acme/broker:7"))
  }

  /// An image layout as a builder leaves it: one manifest, its configuration and no layer.
  private static let layout = #"""
    put() { local name; name=$(sha256sum | cut -d' ' -f1 ); echo "$name"; }
    layout=$1 architecture=$2
    mkdir -p "$layout/blobs/sha256"
    config="{\"architecture\":\"$architecture\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}"
    name=$(printf %s "$config" | put)
    printf %s "$config" > "$layout/blobs/sha256/$name"
    manifest="{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"sha256:$name\",\"size\":${#config}},\"layers\":[]}"
    name=$(printf %s "$manifest" | put)
    printf %s "$manifest" > "$layout/blobs/sha256/$name"
    printf %s "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"sha256:$name\",\"size\":${#manifest}}]}" > "$layout/index.json"
    printf %s '{"imageLayoutVersion":"1.0.0"}' > "$layout/oci-layout"
    """#

  private static func make(_ layout: String, _ architecture: String, _ step: StepRun) async throws {
    let outcome = try await step.run("set -- '\(layout)' \(architecture)\n\(Self.layout)")
    try #require(outcome.succeeded, "\(outcome.errorText)")
  }

  /// Runs both steps of a chart test over built images, with the registry between them.
  private static func test(_ step: StepRun, tag: String = "pr-7") async throws -> ToolOutcome {
    let script =
      try StepRun.script("helm_tests.yml", "helm", with: "docker-registry")
      + StepRun.script("helm_tests.yml", "helm", with: "helm package")
    // On a runner the storage is the job's own.
    let storage = try step.scratch.write(
      """
      [storage]
      driver = "vfs"
      graphroot = "\(step.scratch.path)/storage"
      runroot = "\(step.scratch.path)/storage-run"

      """, to: "storage.conf")
    // The second step runs in the first one's shell, so that the registry ends with both.
    return try await step.run(
      "trap 'kill $(jobs -p)' EXIT\n" + script,
      [
        "IMAGES": "broker ghcr.io/acme/broker", "TAG": tag, "REGISTRY_PORT": "\(FreePort.next())", "CHART": "broker",
        "CHART_PATH": "charts/broker", "VALUES": "", "SETS": "", "STAMPED": "image.tag",
        "CONTAINERS_STORAGE_CONF": storage,
      ])
  }

  @Test(
    "charts are tested with the very images of the run, from a registry on loopback",
    .enabled(if: DockerRegistry.isInstalled && Programs.locate("buildah") != nil))
  func images() async throws {
    let step = try StepRun("images")
    try Self.chart(step)
    try await Self.make("built/image-broker-linux-amd64/images/broker/linux-amd64", "amd64", step)
    try await Self.make("built/image-broker-linux-arm64/images/broker/linux-arm64", "arm64", step)
    let outcome = try await Self.test(step)
    #expect(outcome.succeeded, "\(outcome.text)\(outcome.errorText)\(step.text("temp/registry.log").suffix(2000))")
    #expect(step.text("temp/tagged.yaml").contains("ghcr.io/acme/broker:pr-7"))
  }

  @Test(
    "a chart that names another image than the one that was built fails",
    .enabled(if: DockerRegistry.isInstalled && Programs.locate("buildah") != nil))
  func otherImage() async throws {
    let step = try StepRun("other-image")
    try Self.chart(step, image: "latest")
    try await Self.make("built/images/broker/linux-amd64", "amd64", step)
    let outcome = try await Self.test(step)
    #expect(outcome.status == 1 && outcome.text.contains("It names ghcr.io/acme/broker:latest"), "\(outcome.text)")
  }

  @Test(
    "an image that is for another platform than its cell fails",
    .enabled(if: DockerRegistry.isInstalled && Programs.locate("buildah") != nil))
  func otherPlatform() async throws {
    let step = try StepRun("other-platform")
    try Self.chart(step)
    try await Self.make("built/images/broker/linux-arm64", "amd64", step)
    let outcome = try await Self.test(step)
    #expect(outcome.status == 1 && outcome.text.contains("says that it is for linux-amd64"), "\(outcome.text)")
  }
}
