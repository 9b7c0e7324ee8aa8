import FoundationEssentials
import Testing

@testable import Workflows

@Suite struct LintTests {
  @Test(
    "actionlint with shellcheck, zizmor as every persona and GitHub's schema find nothing", arguments: Sample.allCases)
  func clean(sample: Sample) async throws {
    let linters = try await Linters(sample.input(), sample.rawValue)
    #expect(try await linters.actionlint() == nil)
    for persona in ["regular", "pedantic", "auditor"] {
      #expect(try await linters.zizmor(persona) == nil, "\(persona)")
    }
    #expect(try await linters.schema() == nil)
  }

  @Test("the project's own workflows, those that it wrote and those that it calls, are as clean")
  func own() async throws {
    let linters = try await Linters(named: "own")
    let folder = "\(Linters.root)/.github/workflows"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      try linters.add(
        String(decoding: Data(contentsOf: URL(filePath: "\(folder)/\(name)")), as: UTF8.self),
        to: ".github/workflows/\(name)")
    }
    #expect(try await linters.actionlint() == nil)
    for persona in ["regular", "pedantic", "auditor"] {
      #expect(try await linters.zizmor(persona) == nil, "\(persona)")
    }
    #expect(try await linters.schema() == nil)
  }

  @Test("the linters find what is wrong, so that their silence says something")
  func faulty() async throws {
    let linters = try await Linters(Sample.oneImage.input(), "faulty")
    let faulty = """
      name: Faulty
      on: pull_request_target
      jobs:
        one:
          runs-on: ubuntu-24.04
          steps:
            - uses: actions/checkout@v4
            - run: echo ${{ github.event.pull_request.title }} $UNQUOTED
            - run: ecoh ${{ needs.nothing.result }}

      """
    try linters.add(faulty, to: ".github/workflows/faulty.yml")
    let actionlint = try #require(try await linters.actionlint())
    #expect(actionlint.contains("SC2086") && actionlint.contains("nothing"))
    for persona in ["regular", "pedantic", "auditor"] {
      let found = try #require(try await linters.zizmor(persona))
      #expect(found.contains("template-injection") && found.contains("unpinned-uses"))
    }
    try linters.add("name: [", to: ".github/workflows/faulty.yml")
    #expect(try await linters.zizmor("regular") != nil)
    #expect(try await linters.schema() != nil)
  }
}
