import BuildEngines
import OCI
import Publishing
import Refusals
import SemanticVersioning
import Testing

@testable import Planning

/// The problems of a configuration's text, each as its first line; empty when it is fine.
func problems(_ text: String, file: String = "c.yml", environment: [String: String] = [:]) throws -> [Refusal] {
  do {
    _ = try Configuration.load(text: Array(text.utf8), file: file, variables: { environment[$0] })
    return []
  } catch let list as RefusalList {
    return list.refusals
  }
}

/// Reads a configuration's text.
func configuration(_ text: String, environment: [String: String] = [:]) throws -> Configuration {
  try Configuration.load(text: Array(text.utf8), file: "c.yml", variables: { environment[$0] })
}

/// Every key that there is, none with its default.
let completeText = """
  tag: "release-{version}"
  prerelease: "{channel}{n}"
  bump: { types: { docs: patch, perf: none }, zero: major }
  remote: upstream
  ledger: refs/heads/release-ledger
  stamp: tag
  branches:
    develop: { series: trunk }
    "stable/**": { series: maintenance, line: major }
  builder: buildah
  images:
    broker:
      repository: ghcr.io/acme/brokkr-broker
      context: services
      dockerfile: docker/Dockerfile.broker
      platforms: [linux/arm64]
      build-args: { PROFILE: "release", LEVEL: 3 }
      tags: ["{version}", "{major}.{minor}", "edge-{major}"]
    agent: { repository: "oci-layout:out/agent" }
  charts:
    brokkr-broker:
      path: deploy/broker
      repository: oci://ghcr.io/acme/charts
      app-version: "v{version}"
      stamp: [{ file: values/production.yaml, key: image.tag }]
      values: [values/production.yaml]
      cases:
        - name: external-database
          set: { postgresql.enabled: false, note: "a, b" }
  components:
    broker: { tag: "broker/v{version}", paths: [broker/**], images: [broker], charts: [brokkr-broker], group: core }
    agent: { images: [agent] }
  changelog: { file: docs/../CHANGELOG.md }
  test:
    commands: ["make test"]
  approve:
    by: signature
    environment: production
    minimum: 2
    signers: keys/signers
    cutter-may-approve: true
    valid-for: 1d12h
  hand-over: registry
  insecure-registries: ["registry.local:5000"]
  github: { release: false, dispatch: [docs.yml], latest: agent }
  workflows: { test: [unit.yml], retention-days: 40, runners: { linux/arm64: emulated }, tool: { source: . } }
  """

@Suite struct ConfigurationTests {
  @Test("an empty text gives every default of the contract")
  func defaults() throws {
    let empty = try configuration("")
    #expect(empty.tag.text == "v{version}")
    #expect(empty.prerelease == nil)
    #expect(empty.remote == "origin")
    #expect(empty.ledger == "refs/brokkr-release/ledger")
    #expect(empty.stamp == .commit)
    #expect(empty.changelogFile == nil)
    #expect(empty.branches.map(\.pattern.text) == ["main", "release/*"])
    #expect(empty.branches.map(\.series) == [.trunk, .maintenance])
    #expect(empty.builder == .auto)
    #expect(empty.images.isEmpty && empty.charts.isEmpty && empty.components.isEmpty && empty.testCommands.isEmpty)
    #expect(empty.approve == ApprovalConfiguration())
    #expect(empty.approve.by == .prompt && empty.approve.minimum == 1 && !empty.approve.cutterMayApprove)
    #expect(empty.approve.environment == "release" && empty.approve.signers == ".github/allowed_signers")
    #expect(empty.approve.validFor == nil)
    #expect(empty.handOver == .artifact)
    #expect(empty.insecureRegistries == ["127.0.0.1:*"])
    #expect(empty.github.release && empty.github.dispatch.isEmpty && empty.github.latest == nil)
    #expect(empty.origin == .file("c.yml"))
  }

  @Test("an image and a chart need only their repository")
  func shortest() throws {
    let short = try configuration(
      """
      images:
        broker: { repository: ghcr.io/acme/broker, context: services/broker }
      charts:
        brokkr: { repository: oci://ghcr.io/acme/charts }
      """)
    let image = try #require(short.images.first)
    #expect(image.dockerfile == "services/broker/Dockerfile")
    #expect(image.platforms.map(\.description) == ["linux/amd64", "linux/arm64"])
    #expect(image.tags.map(\.text) == ["{version}", "{major}.{minor}", "{major}", "latest"])
    #expect(image.buildArguments.isEmpty)
    let chart = try #require(short.charts.first)
    #expect(chart.path == "charts/brokkr")
    #expect(chart.address == .registry("ghcr.io/acme/charts/brokkr"))
    #expect(chart.appVersion(for: SemanticVersion(1, 2, 3)) == "1.2.3")
  }

  @Test("every key is read")
  func complete() throws {
    let all = try configuration(completeText)
    #expect(all.tag.text == "release-{version}")
    #expect(all.prerelease?.description == "{channel}{n}")
    #expect(all.bump.types == ["feat": .minor, "fix": .patch, "revert": .patch, "docs": .patch])
    #expect(all.bump.zero == .major)
    #expect(all.remote == "upstream" && all.ledger == "refs/heads/release-ledger" && all.stamp == .tag)
    #expect(
      all.branches == [
        BranchRule(pattern: "develop", series: .trunk),
        BranchRule(pattern: "stable/**", series: .maintenance, line: .major),
      ])
    #expect(all.builder == .buildah)
    #expect(all.images.map(\.name) == ["broker", "agent"])
    #expect(all.images[0].buildArguments.map { "\($0)=\($1)" } == ["PROFILE=release", "LEVEL=3"])
    #expect(all.images[0].platforms.map(\.description) == ["linux/arm64"])
    #expect(all.images[0].tags.map(\.text) == ["{version}", "{major}.{minor}", "edge-{major}"])
    #expect(all.images[1].repository == .layout("out/agent"))
    #expect(all.charts[0].stamps == [ChartStamp(file: "values/production.yaml", key: "image.tag")])
    #expect(all.charts[0].cases[0].set.map { "\($0)=\($1)" } == ["postgresql.enabled=false", "note=a, b"])
    #expect(all.charts[0].appVersion(for: SemanticVersion(1, 2, 3)) == "v1.2.3")
    #expect(all.components.map(\.tag.text) == ["broker/v{version}", "agent/release-{version}"])
    #expect(all.components[0].group == "core" && all.components[0].owns("broker/src/main.rs"))
    #expect(!all.components[0].owns("agent/src/main.rs") && all.components[1].owns("anything"))
    #expect(all.changelogFile == "CHANGELOG.md")
    #expect(all.testCommands == ["make test"])
    #expect(all.approve.by == .signature && all.approve.minimum == 2 && all.approve.cutterMayApprove)
    #expect(all.approve.validFor == .seconds(129_600))
    #expect(all.handOver == .registry && all.insecureRegistries == ["registry.local:5000"])
    #expect(!all.github.release && all.github.dispatch == ["docs.yml"] && all.github.latest == "agent")
  }

  @Test("what notes tell starts from the usual types, and a component may have a changelog of its own")
  func notes() throws {
    let text = """
      changelog:
        file: CHANGELOG.md
        types: { docs: Handbook, feat: "What is new", perf: none, ci: none, build: Packaging }
      components:
        agent: { changelog: agent/CHANGELOG.md }
        broker: { }
      """
    let read = try configuration(text)
    #expect(
      read.noteKinds.map { "\($0.type)=\($0.title)" } == [
        "feat=What is new", "fix=Fixes", "revert=Reverts", "docs=Handbook", "build=Packaging",
      ])
    #expect(ComponentScope.all(of: read).map(\.changelog) == ["agent/CHANGELOG.md", "CHANGELOG.md"])
    #expect(try configuration(read.effectiveYAML()).noteKinds == read.noteKinds)
    #expect(try configuration("").noteKinds == ReleaseNotes.Kind.usual)
    #expect(try problems("changelog: { types: { Docs: x, feat: \"\" } }").count == 2)
  }

  @Test("a number without quotes stays as it is written")
  func numbersAreText() throws {
    let text = "images: { x: { repository: ghcr.io/a/x, build-args: { RUST: 1.10, BIG: 1e3, YES: yes } } }"
    #expect(try configuration(text).images[0].buildArguments.map(\.1) == ["1.10", "1e3", "yes"])
  }

  @Test("a section without a value is an empty one")
  func emptySections() throws {
    #expect(try configuration("images:\ncharts:\ncomponents:\ntest:\napprove:\ngithub:\n").images.isEmpty)
  }

  @Test(
    "the first branch rule that fits counts",
    arguments: [
      ("main", BranchRule.Series.trunk), ("release/1.2", .maintenance),
      ("release/1.2/hotfix", nil),  // `*` stays within one name
      ("mainly", nil),
    ]
  )
  func branchRule(branch: String, series: BranchRule.Series?) throws {
    #expect(try configuration("").rule(forBranch: branch)?.series == series)
  }

  @Test("an earlier rule hides a later one")
  func branchOrder() throws {
    let rules = try configuration(
      "branches: { release/next: { series: trunk }, release/*: { series: maintenance, line: major } }")
    #expect(rules.rule(forBranch: "release/next")?.series == .trunk)
    #expect(rules.rule(forBranch: "release/1")?.line == .major)
  }

  @Test("configurations are equal whatever lines their settings stand on")
  func equality() throws {
    #expect(try configuration("stamp: tag\nremote: x") == configuration("# a remark\nremote: x\nstamp: tag"))
    #expect(try configuration("stamp: tag") != configuration("stamp: none"))
  }
}
