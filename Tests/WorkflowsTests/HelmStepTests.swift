import ExternalTools
import FoundationEssentials
import TestSupport
import Testing
import Yams

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

  @Test("a dependency whose version is a range with a space has its repository added too")
  func dependencyRange() async throws {
    let step = try StepRun("range")
    let table =
      #"NAME\tVERSION        \tREPOSITORY             \tSTATUS \nredis\t>=1.0.0 <2.0.0\thttps://charts.example.org\tmissing\n"#
    try step.program("helm", "case \"$2\" in list) printf '\(table)' ;; esac")
    let script = try StepRun.script("helm_tests.yml", "helm", with: "dependency build")
    let outcome = try await step.run(script, ["CHART_PATH": "charts/broker"])
    #expect(outcome.succeeded, "\(outcome.errorText)")
    #expect(step.calls.contains("helm <repo> <add> <dependency-1> <https://charts.example.org>"), "\(step.calls)")
  }

  /// What the tool does for `push --registry`: an index of no image under the tag.
  private static let push = #"""
    while [ $# -gt 0 ]; do
      case $1 in --as) tag=$2 ;; --registry) host=$2 ;; esac
      shift
    done
    exec curl --fail --silent --show-error --request PUT --header 'Content-Type: application/vnd.oci.image.index.v1+json' \
      --data '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}' \
      "http://$host/v2/acme/broker/manifests/$tag"
    """#

  /// Runs both steps of a chart test over built images, with the registry between them.
  private static func test(
    _ step: StepRun, tag: String = "pr-7", images: String = "broker ghcr.io/acme/broker", _ sample: Sample = .twoOfEach
  ) async throws -> ToolOutcome {
    let script =
      try StepRun.script("helm_tests.yml", "helm", with: "docker-registry", sample)
      + StepRun.script("helm_tests.yml", "helm", with: "helm package", sample)
    // The second step runs in the first one's shell, so that the registry ends with both.
    return try await step.run(
      "trap 'kill $(jobs -p)' EXIT\n" + script,
      [
        "IMAGES": images, "TAG": tag, "REGISTRY_PORT": "\(FreePort.next())", "CHART": "broker",
        "CHART_PATH": "charts/broker", "VALUES": "", "SETS": "", "STAMPED": "image.tag",
      ])
  }

  @Test(
    "charts are tested with the very images of the run, from a registry on loopback",
    .enabled(if: DockerRegistry.isInstalled))
  func images() async throws {
    let step = try StepRun("images")
    try Self.chart(step)
    try step.program("brokkr-release", Self.push)
    for platform in ["linux-amd64", "linux-arm64"] {
      try step.scratch.write("{}", to: "temp/built/image-broker-\(platform)/hand-over.json")
      try step.scratch.write("{}", to: "temp/built/image-broker-\(platform)/images/broker/\(platform)/index.json")
    }
    let outcome = try await Self.test(step)
    #expect(outcome.succeeded, "\(outcome.text)\(outcome.errorText)\(step.text("temp/registry.log").suffix(2000))")
    #expect(step.text("temp/tagged.yaml").contains("ghcr.io/acme/broker:pr-7"))
    let call = try #require(step.calls.first)
    #expect(call.hasPrefix("brokkr-release <push> <--as> <pr-7> <--registry> <127.0.0.1:"))
    #expect(
      call.hasSuffix(
        "<--input> <\(step.scratch.path)/temp/built/image-broker-linux-amd64> <--input> <\(step.scratch.path)/temp/built/image-broker-linux-arm64>"
      ))
  }

  @Test(
    "with components the images of a chart that were built are in the registry, and no other image is asked for",
    .enabled(if: DockerRegistry.isInstalled))
  func someImages() async throws {
    let step = try StepRun("some-images")
    try Self.chart(step)
    try step.scratch.write(
      "image: ghcr.io/acme/sidecar:pr-7\n---\nimage: ghcr.io/acme/other:1.0.0\n",
      to: "work/charts/broker/templates/more.yaml")
    try step.program("brokkr-release", Self.push)
    for name in ["broker", "other"] {
      try step.scratch.write("{}", to: "temp/built/image-\(name)/hand-over.json")
      try step.scratch.write("{}", to: "temp/built/image-\(name)/images/\(name)/linux-amd64/index.json")
    }
    // The sidecar was not built; the other image was, and belongs to another component.
    let outcome = try await Self.test(
      step, images: "broker ghcr.io/acme/broker\nsidecar ghcr.io/acme/sidecar", .components)
    #expect(outcome.succeeded, "\(outcome.text)\(outcome.errorText)")
    #expect(step.text("temp/tagged.yaml").contains("ghcr.io/acme/broker:pr-7"))
    #expect(step.calls.count == 1 && step.calls[0].hasSuffix("<--image> <broker>"), "\(step.calls)")
  }

  @Test(
    "with components a chart none of whose images was built is tested without a tag",
    arguments: [
      nil,  // nothing was built, so that no artifact came
      "agent",
    ])
  func noImage(built: String?) async throws {
    let step = try StepRun("no-image")
    try Self.chart(step)
    try step.program("brokkr-release", "exit 0")
    if let built { try step.scratch.write("{}", to: "temp/built/images/\(built)/linux-amd64/index.json") }
    for images in ["broker ghcr.io/acme/broker", ""] {
      for word in ["docker-registry", "helm package"] {
        let outcome = try await step.run(
          StepRun.script("helm_tests.yml", "helm", with: word, .components),
          ["IMAGES": images, "TAG": "pr-7", "CHART": "broker", "CHART_PATH": "charts/broker"])
        #expect(outcome.succeeded && outcome.errorText.isEmpty, "\(outcome.text)\(outcome.errorText)")
      }
    }
    #expect(step.calls.isEmpty && step.text("temp/tagged.yaml").isEmpty)
  }

  @Test("with components a chart has the images of its own component")
  func imagesOfComponent() throws {
    let helm = try ParsedWorkflow.named("helm_tests.yml", .components).job("helm")
    let images = Set(try #require(helm.matrix).map { "\($0["chart"]?.string ?? "") \($0["images"]?.string ?? "")" })
    #expect(
      images == [
        "brokkr-broker broker ghcr.io/acme/brokkr-broker", "brokkr-agent agent ghcr.io/acme/brokkr-agent",
      ])
  }

  @Test(
    "a chart that names another image than the one that was built fails",
    .enabled(if: DockerRegistry.isInstalled))
  func otherImage() async throws {
    let step = try StepRun("other-image")
    try Self.chart(step, image: "latest")
    try step.program("brokkr-release", Self.push)
    try step.scratch.write("{}", to: "temp/built/images/broker/linux-amd64/index.json")
    let outcome = try await Self.test(step)
    #expect(outcome.status == 1 && outcome.text.contains("It names ghcr.io/acme/broker:latest"), "\(outcome.text)")
  }

  @Test(
    "an image that did not reach the registry fails the chart that names it", .enabled(if: DockerRegistry.isInstalled))
  func notThere() async throws {
    let step = try StepRun("not-there")
    try Self.chart(step)
    try step.program("brokkr-release", "exit 0")
    try step.scratch.write("{}", to: "temp/built/images/broker/linux-amd64/index.json")
    #expect(try await Self.test(step).status == 1)
  }
}
