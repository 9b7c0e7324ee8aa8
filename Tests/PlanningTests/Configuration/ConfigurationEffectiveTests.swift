import FoundationEssentials
import Stamping
import Testing

@testable import Planning

@Suite struct ConfigurationEffectiveTests {
  @Test("what `config` prints reads back as the same configuration", arguments: ["", completeText])
  func roundTrip(text: String) throws {
    let first = try configuration(text)
    let again = try configuration(first.effectiveYAML())
    #expect(again == first)
    #expect(again.effectiveYAML() == first.effectiveYAML())
  }

  @Test(
    "no text is changed by being printed",
    arguments: [
      "true", "no", "null", "~", "1.10", "0x10", "- a", "a: b", "a #b", "*a", "&a", "{a}", "'", "\"", "\\", "a\nb",
      " a ",
      "ä ö", "\u{2028}", "a\tb", "%a", "@a", "`a`", "|", ">", "!a", "2026-01-01", "=", "<<", "y", "a,b", "[x]",
    ]
  )
  func anyText(text: String) throws {
    let quoted = DoubleQuoted.text(text)
    let first = try configuration("images: { x: { repository: ghcr.io/a/x, build-args: { A: \(quoted) } } }")
    #expect(first.images[0].buildArguments[0].1 == text)
    #expect(try configuration(first.effectiveYAML()).images[0].buildArguments[0].1 == text)
    let json = try JSONDecoder().decode([String: String].self, from: Data("{\"a\":\(quoted)}".utf8))
    #expect(json["a"] == text)
  }

  @Test("the printed text is block style, with defaults")
  func layout() throws {
    let text = try configuration("images: { x: { repository: ghcr.io/a/x } }").effectiveYAML()
    #expect(
      text == """
        tag: "v{version}"
        bump:
          types:
            feat: minor
            fix: patch
            perf: patch
            revert: patch
          zero: minor
        remote: origin
        ledger: refs/brokkr-release/ledger
        stamp: commit
        branches:
          main: { series: trunk }
          "release/*": { series: maintenance, line: minor }
        builder: auto
        images:
          x:
            repository: ghcr.io/a/x
            context: "."
            dockerfile: Dockerfile
            platforms: [linux/amd64, linux/arm64]
            build-args: {}
            tags: ["{version}", "{major}.{minor}", "{major}", latest]
        charts: {}
        components: {}
        test:
          commands: []
        approve:
          by: prompt
          environment: release
          minimum: 1
          signers: ".github/allowed_signers"
          cutter-may-approve: false
        hand-over: artifact
        insecure-registries: ["127.0.0.1:*"]
        github:
          release: true
          dispatch: []
        workflows:
          test: []
          assets: []
          runners: { linux/amd64: ubuntu-24.04, linux/arm64: ubuntu-24.04-arm }
          retention-days: 35
          branches: [main, develop, "release/*"]
          guide: docs/release-workflow.md

        """)
  }

  @Test("the hash's text depends on what is said, not on how")
  func canonical() throws {
    let one = try configuration(
      "# a remark\nimages:\n  b: { repository: ghcr.io/a/b }\n  a: { repository: ghcr.io/a/a, context: . }\n")
    let other = try configuration(
      "images: { a: { repository: ghcr.io/a/a }, b: { repository: oci://ghcr.io/a/b } }\nstamp: commit")
    #expect(one.canonicalJSON() == other.canonicalJSON())
    #expect(one.canonicalJSON() != (try configuration("stamp: tag")).canonicalJSON())
  }

  @Test("the order of branch rules and components counts")
  func canonicalOrder() throws {
    let one = try configuration("branches: { a: { series: trunk }, a*: { series: maintenance } }")
    let other = try configuration("branches: { a*: { series: maintenance }, a: { series: trunk } }")
    #expect(one.canonicalJSON() != other.canonicalJSON())
    let first = try configuration("components: { a: {}, b: {} }")
    let second = try configuration("components: { b: {}, a: {} }")
    #expect(first.canonicalJSON() != second.canonicalJSON())
  }

  @Test("the JSON has the keys of the file")
  func json() throws {
    struct Printed: Decodable {
      struct Image: Decodable { var platforms: [String] }
      var remote: String
      var images: [String: Image]
      var branches: [String: [String: String]]
    }
    let printed = try JSONDecoder().decode(Printed.self, from: Data(configuration(completeText).effectiveJSON()))
    #expect(printed.remote == "upstream")
    #expect(printed.images["broker"]?.platforms == ["linux/arm64"])
    #expect(printed.branches["stable/**"] == ["series": "maintenance", "line": "major"])
  }
}
