import Refusals
import Testing

@testable import Helm

@Suite("What Chart.yaml says")
struct ChartMetadataTests {
  private func metadata(_ text: String) throws -> ChartMetadata {
    try ChartMetadata(parsing: Array(text.utf8), file: "Chart.yaml")
  }

  private let whole = """
    apiVersion: v2
    name: brokkr-broker
    version: 1.2.0      # the package
    appVersion: '1.2.0'
    type: application
    description: >-
      A broker.
      version: 9.9.9
    home: https://example.org
    sources: [https://example.org/git, https://example.org/mirror]
    keywords: [a, b]
    icon: https://example.org/icon.svg
    deprecated: false
    annotations:
      category: Infrastructure
      licenses: 2.0
    maintainers:
    - name: Ann
      email: ann@example.org
    - name: Bob
    dependencies:
    - name: postgresql
      version: ~18.0
      repository: https://example.org/charts
      condition: postgresql.enabled

    """

  @Test("every part is read as Helm reads it")
  func parts() throws {
    let chart = try metadata(whole)
    #expect(chart.name == "brokkr-broker" && chart.version == "1.2.0" && chart.appVersion == "1.2.0")
    #expect(chart.description == "A broker. version: 9.9.9")
    #expect(chart.sources == ["https://example.org/git", "https://example.org/mirror"])
    #expect(chart.annotations == ["category": "Infrastructure", "licenses": "2.0"])
    #expect(chart.dependencies.map(\.name) == ["postgresql"] && chart.dependencies[0].version == "~18.0")
    #expect(chart.maintainers == ["Ann (ann@example.org)", "Bob"])
    #expect(chart.problems().isEmpty)
  }

  @Test("the configuration is the whole mapping as JSON, names sorted, texts as they are written")
  func config() throws {
    let text =
      "name: x\nversion: '1.2.0'\nannotations: {b: \"<&>\", a: 1.20}\ndeprecated: true\nodd: [1.20, ~, no, é]\n"
    let expected = #"""
      {"annotations":{"a":"1.20","b":"\u003c\u0026\u003e"},"deprecated":true,"name":"x",\#
      "odd":[1.2,null,false,"é"],"version":"1.2.0"}
      """#
    #expect(String(decoding: try metadata(text).jsonConfig(), as: UTF8.self) == expected)
  }

  @Test(
    "a Chart.yaml that cannot be released is told so, with its line",
    arguments: [
      ("version: 1.2.0\n", "line 3: version", nil),
      ("version: v1.2.0\n", "line 3: version `v1.2.0` is no SemVer 2 version", nil),
      ("version: 1.02.0\n", "line 3: version `1.02.0` is no SemVer 2 version", nil),
      ("version: 1.2.0+b.1\n", "line 3: version `1.2.0+b.1` has build metadata", nil),
      ("version: \"1.2\"\n", "line 3: version `1.2` is no SemVer 2 version", nil),
      ("version: 1.10\n", "line 3: version `1.10` is read as the number 1.1; put it in quotes", nil),
      ("", "there is no version", nil),
      ("version: 1.2.0\nappVersion: 1.20\n", "line 4: appVersion `1.20` is read as the number 1.2", nil),
      ("version: 1.2.0\nappVersion: 1e3\n", "line 4: appVersion `1e3` is read as the number 1000", nil),
      ("version: 1.2.0\nappVersion: true\n", "line 4: appVersion `true` is read as a truth value", nil),
      ("version: 1.2.0\ntype: app\n", "line 4: type `app` is neither application nor library", nil),
      ("version: 1.2.0\n", "line 1: apiVersion `v3` is neither v1 nor v2", "apiVersion: v3\nname: x"),
      ("version: 1.2.0\n", "there is no apiVersion", "name: x\ntype: library"),
      ("version: 1.2.0\n", "there is no name", "apiVersion: v2\ntype: library"),
      ("version: 1.2.0\n", "line 2: name `Broker`", "apiVersion: v2\nname: Broker"),
      ("version: 1.2.0\n", "line 2: name `../x`", "apiVersion: v2\nname: ../x"),
      ("version: 1.2.0\n", "line 2: name `a_b`", "apiVersion: v2\nname: a_b"),
      ("version: 1.2.0\n", "line 2: name `1.20` is read as the number 1.2", "apiVersion: v2\nname: 1.20"),
      (
        "version: 1.2.0\ndependencies:\n- {name: a, version: 1.20}\n",
        "line 5: dependencies.version `1.20` is read as the number 1.2", nil
      ),
      ("version: 1.2.0\ndependencies:\n- {version: 1.2.0}\n", "line 4: a dependency has no name", nil),
      (
        "version: 1.2.0\ndependencies:\n- {name: a, version: 1.2.0}\n- {name: b, alias: a, version: 1.2.0}\n",
        "line 4: two dependencies go by the name a", nil
      ),
      (
        "version: 1.2.0\ndependencies:\n- {name: a, version: 1.2.0}\n",
        "line 4: dependencies belong into requirements.yaml", "apiVersion: v1\nname: x"
      ),
    ]
  )
  func problems(rest: String, problem: String, head: String?) throws {
    let found = try metadata("\(head ?? "apiVersion: v2\nname: x")\n\(rest)").problems()
    if problem == "line 3: version" {
      #expect(found.isEmpty)
    } else {
      #expect(found.contains { $0.hasPrefix(problem) }, "\(found)")
    }
  }

  @Test(
    "a file that is no Chart.yaml is refused with its place",
    arguments: [
      ("name: x\nversion: 1.2.0\nversion: 1.3.0\n", "Chart.yaml:2:1: the key `version` is there more than once"),
      ("name: x\n\tversion: 1.2.0\n", "Chart.yaml:2:1: a tab in the indentation"),
      ("name: [x]\n", "Chart.yaml:1:7: `name` has a form that Helm does not read"),
      ("name:\n  a: b\n", "Chart.yaml:2:3: `name` has a form that Helm does not read"),
      ("sources: x\n", "Chart.yaml:1:10: `sources` is a single value"),
      ("<<: {name: x}\n", "Chart.yaml:1:1: this key is a merge key or no text"),
      ("- x\n", "Chart.yaml:1:1: it is no mapping"),
      ("", "Chart.yaml: it is no mapping"),
    ]
  )
  func refuses(text: String, why: String) {
    let thrown = #expect(throws: Refusal.self) { try metadata(text) }
    #expect(thrown?.why == why)
  }

  @Test("aliases are followed, but not into an explosion")
  func aliases() throws {
    let short = try metadata("name: x\nversion: &v 1.2.0\nappVersion: *v\n")
    #expect(short.appVersion == "1.2.0" && short.problems().count == 1)
    let laughs = (1...30).reduce("annotations:\n  a: b\na0: &a0 lol\n") { text, level in
      text + "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
    }
    let thrown = #expect(throws: Refusal.self) { try metadata(laughs) }
    #expect(thrown?.why.contains("its aliases expand to too much") == true)
  }
}
