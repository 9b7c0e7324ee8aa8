import ExternalTools
import Refusals
import Testing

@testable import Helm

@Suite("Helm is asked by single arguments")
struct HelmProgramTests {
  @Test(
    "a value reaches Helm as it is written",
    arguments: [
      ("a", "a=a"), ("false", "a=false"), ("", "a="), ("x,y", "a=x\\,y"), ("{x,y}", "a={x,y}"), ("c:\\x", "a=c:\\\\x"),
      ("$(id)\n--strict", "a=$(id)\n--strict"),
    ]
  )
  func flags(value: String, argument: String) {
    #expect(
      HelmProgram.flags(["one.yaml", "two.yaml"], [("a", value)]) == [
        "-f", "one.yaml", "-f", "two.yaml", "--set", argument,
      ])
  }

  @Test("a chart is run with its own values, with each file, and with each case")
  func cells() {
    let cells = ChartTestCell.cells(
      chart: "broker", values: ["values/production.yaml"],
      cases: [("external-database", [("postgresql.enabled", "false")])])
    #expect(cells.map(\.label) == ["default", "values/production.yaml", "case external-database"])
    #expect(cells.map(\.values) == [[], ["values/production.yaml"], []])
    #expect(cells[2].sets.map(\.0) == ["postgresql.enabled"] && Set(cells).count == 3)
  }

  @Test(
    "values and cases change what the real engine renders, and a failure is an outcome", .enabled(if: RealHelm.isThere))
  func engine() async throws {
    let scratch = try ChartScratch()
    let chart = try scratch.write(ChartScratch.chart("broker"), into: "c")
    try scratch.write(["p.yaml": "image: {tag: from-file}\n"], into: "")
    let helm = RealHelm.program
    #expect(try await helm.version().hasPrefix("v"))
    let file = try await helm.template(chart: chart, values: ["\(scratch.path)/p.yaml"])
    #expect(RenderedImages.references(in: file.text).map(\.reference) == ["ghcr.io/acme/broker:from-file"])
    let set = try await helm.template(chart: chart, values: ["\(scratch.path)/p.yaml"], sets: [("image.tag", "a,b")])
    #expect(set.text.contains("image: \"ghcr.io/acme/broker:a,b\""), "\(set.text)\(set.errorText)")
    try scratch.write(["templates/bad.yaml": "{{ noLuck }}"], into: "c")
    let failed = try await helm.template(chart: chart)
    #expect(failed.status == 1 && failed.errorText.contains("noLuck"))
    #expect(try await helm.lint(chart: chart).status == 1)
  }
}
