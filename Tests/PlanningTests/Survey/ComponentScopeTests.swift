import Publishing
import Refusals
import SemanticVersioning
import Testing

@testable import Planning

@Suite("What a text names: a component and a version")
struct ComponentScopeTests {
  private static let one = "tag: 'v{version}'\nimages: { app: { repository: ghcr.io/acme/app } }"
  private static let named = "tag: 'release-{version}'"
  private static let two = """
    images:
      agent: { repository: ghcr.io/acme/agent }
      broker: { repository: ghcr.io/acme/broker }
    charts:
      agent: { repository: oci://ghcr.io/acme/charts }
    components:
      agent: { tag: "agent/v{version}", paths: [agent/**], images: [agent], charts: [agent] }
      broker: { tag: "broker/v{version}", images: [broker] }
    """

  @Test(
    "a version is read bare, with its prefix, and as a whole tag",
    arguments: [
      (one, "1.2.0", nil, "v1.2.0"), (one, "v1.2.0", nil, "v1.2.0"), (one, "1.2.0-rc.1", nil, "v1.2.0-rc.1"),
      (one, "v0.0.0", nil, "v0.0.0"),
      (named, "release-1.2.0", nil, "release-1.2.0"), (named, "1.2.0", nil, "release-1.2.0"),
      (named, "v1.2.0", nil, "release-1.2.0"),  // everybody's prefix
      (two, "agent/v1.2.0", nil, "agent/v1.2.0"), (two, "broker/v1.2.0", nil, "broker/v1.2.0"),
      (two, "1.2.0", "agent", "agent/v1.2.0"), (two, "v1.2.0", "broker", "broker/v1.2.0"),
      (two, "agent/v1.2.0", "agent", "agent/v1.2.0"),
    ] as [(String, String, String?, String)])
  func resolve(text: String, name: String, component: String?, tag: String) throws {
    let (scope, version) = try ComponentScope.resolve(name, component: component, in: configuration(text))
    #expect(scope.tag.tag(for: version) == tag)
  }

  @Test(
    "what names no version, or no single one, is refused",
    arguments: [
      (one, "", nil, Refusal.Code.malformedVersion), (one, "v", nil, .malformedVersion),
      (one, "1.2", nil, .malformedVersion), (one, "01.2.0", nil, .malformedVersion),
      (one, "vv1.2.0", nil, .malformedVersion), (one, "1.2.0 ", nil, .malformedVersion),
      (one, "V1.2.0", nil, .malformedVersion), (one, "agent/v1.2.0", nil, .malformedVersion),
      (one, "1.2.0+build", nil, .malformedVersion), (one, "v1.2.0+build", nil, .malformedVersion),
      (one, "1.2.0-rc.1+b.1", nil, .malformedVersion),
      (one, "99999999999999999999.0.0", nil, .malformedVersion), (one, "１.2.0", nil, .malformedVersion),
      (two, "1.2.0", nil, .ambiguous), (two, "v1.2.0", nil, .ambiguous), (two, "nonsense", nil, .malformedVersion),
      (two, "agent/v1.2.0+build", nil, .malformedVersion),
      (two, "agent/v1.2.0", "broker", .malformedVersion),  // another component's tag
      (two, "1.2.0", "agnt", .usage), (one, "1.2.0", "agent", .usage),
    ] as [(String, String, String?, Refusal.Code)])
  func refused(text: String, name: String, component: String?, code: Refusal.Code) throws {
    let configuration = try configuration(text)
    let refusal = try #require(throws: Refusal.self) {
      try ComponentScope.resolve(name, component: component, in: configuration)
    }
    #expect(refusal.code == code)
    #expect(!refusal.remedy.isEmpty)
  }

  @Test("a version that fits two components is told with both ways to say it")
  func ambiguous() throws {
    let configuration = try configuration(Self.two)
    let refusal = try #require(throws: Refusal.self) {
      try ComponentScope.resolve("1.2.0", component: nil, in: configuration)
    }
    #expect(refusal.remedy == "--component agent for agent/v1.2.0\n--component broker for broker/v1.2.0")
  }

  @Test("build metadata is refused by its own words")
  func metadata() throws {
    for name in ["1.2.0+b.5", "v1.2.0+b.5"] {
      let configuration = try configuration(Self.one)
      let refusal = try #require(throws: Refusal.self) {
        try ComponentScope.resolve(name, component: nil, in: configuration)
      }
      #expect(refusal.remedy == "Leave out `+b.5`.")
    }
  }

  @Test("a component has its own images and charts; without components one scope has all")
  func scopes() throws {
    let scopes = ComponentScope.all(of: try configuration(Self.two))
    #expect(scopes.map(\.name) == ["agent", "broker"])
    #expect(scopes.map { $0.images.map(\.name) } == [["agent"], ["broker"]])
    #expect(scopes.map { $0.charts.map(\.name) } == [["agent"], []])
    let whole = ComponentScope.all(of: try configuration(Self.one))
    #expect(whole.map(\.name) == [nil])
    #expect(whole[0].images.map(\.name) == ["app"])
  }

  @Test("the publish targets lie where the configuration says, a chart's name appended")
  func targets() throws {
    let scope = try ComponentScope.named("agent", in: configuration(Self.two))
    #expect(scope.imageTargets.map(\.repository.text) == ["ghcr.io/acme/agent"])
    #expect(scope.chartTargets.map(\.repository.text) == ["ghcr.io/acme/charts/agent"])
  }

  @Test("without a name there has to be only one component")
  func unnamed() throws {
    let configuration = try configuration(Self.two)
    let refusal = try #require(throws: Refusal.self) { try ComponentScope.named(nil, in: configuration) }
    #expect(refusal.code == .ambiguous)
    #expect(refusal.remedy.contains("agent, broker"))
  }
}
