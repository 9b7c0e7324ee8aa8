import Refusals
import Testing

@testable import Planning

@Suite struct ConfigurationCheckTests {
  @Test("everything that is wrong is reported at once, in the order of the file")
  func allAtOnce() throws {
    let found = try problems(
      """
      tga: v{version}
      stamp: comit
      images:
        broker:
          repository: ghcr.io/Acme/broker
          platforms: linux/amd64
          tags: [latest]
        agent: {}
      approve: { minimum: 0, cutter-may-approve: yes }
      """)
    #expect(
      found.map(\.what) == [
        "c.yml:1:1: `tga` is no key of a configuration.",
        "c.yml:2:8: stamp: expected one of commit, tag, none, check, found `comit`.",
        "c.yml:5:17: `ghcr.io/Acme/broker` is no repository.",
        "c.yml:6:16: images.broker.platforms: expected a list of strings, found a string.",
        "c.yml:7:11: no tag of the list holds the whole version.",
        "c.yml:8:10: images.agent needs `repository`.",
        "c.yml:9:21: approve.minimum: expected a whole number of at least 1, found `0`.",
        "c.yml:9:44: approve.cutter-may-approve: expected true or false, found `yes`.",
      ])
    #expect(found.allSatisfy { $0.code == .configuration })
  }

  @Test(
    "an unknown key names the nearest known one, and where that is allowed",
    arguments: [
      ("tga: x", "Did you mean `tag`?"),
      ("handover: artifact", "Did you mean `hand-over`?"),
      ("insecure_registries: []", "Did you mean `insecure-registries`?"),  // another separator is no slip at all
      ("platforms: [linux/amd64]", "Did you mean `platforms`? It is allowed under `images.NAME`."),
      ("images: { x: { repository: ghcr.io/a/x, buildArgs: {} } }", "Did you mean `build-args`?"),
      (
        "images: { x: { repository: ghcr.io/a/x, values: [] } }",
        "Did you mean `values`? It is allowed under `charts.NAME`."
      ),
      ("test: { command: [] }", "Did you mean `commands`?"),
      ("charts: { x: { repository: ghcr.io/a, cases: [{ name: a, sets: {} }] } }", "Did you mean `set`?"),
      ("changelog: { fil: CHANGELOG.md }", "Did you mean `file`?"),
      ("xyzzy: 1", ""),  // nothing is near
    ]
  )
  func unknownKeys(text: String, remedy: String) throws {
    let found = try problems(text)
    #expect(found.map(\.remedy) == [remedy])
    #expect(found.first?.what.contains("is no key of") == true)
    #expect(found.first?.why.hasPrefix("The keys there are ") == true)
  }

  @Test(
    "a wrong type is named with the one that is expected",
    arguments: [
      ("- a", "c.yml:1:1: the configuration: expected a mapping, found a list."),
      ("just text", "c.yml:1:1: the configuration: expected a mapping, found a string."),
      ("tag: [v]", "c.yml:1:6: tag: expected a string, found a list."),
      ("tag:", "c.yml:1:5: tag: expected a string, found nothing."),
      ("remote: {}", "c.yml:1:9: remote: expected a string, found a mapping."),
      ("test: { commands: make }", "c.yml:1:19: test.commands: expected a list of strings, found a string."),
      ("test: { commands: [[make]] }", "c.yml:1:20: test.commands.0: expected a string, found a list."),
      ("changelog: CHANGELOG.md", "c.yml:1:12: changelog: expected a mapping, found a string."),
      ("branches: [main]", "c.yml:1:11: branches: expected a mapping, found a list."),
      ("branches: { main: trunk }", "c.yml:1:19: branches.main: expected a mapping, found a string."),
      ("branches: { 'release/*': {} }", "c.yml:1:26: branches.\"release/*\" needs `series`."),
      (
        "images: { x: { repository: ghcr.io/a/x, build-args: { A: } } }",
        "c.yml:1:58: images.x.build-args.A: expected a string, found nothing."
      ),
      (
        "charts: { x: { repository: ghcr.io/a, stamp: { file: a, key: b } } }",
        "c.yml:1:46: charts.x.stamp: expected a list of mappings, found a mapping."
      ),
      (
        "charts: { x: { repository: ghcr.io/a, stamp: [{ file: a }] } }",
        "c.yml:1:47: charts.x.stamp.0 needs `key`."
      ),
      (
        "approve: { minimum: \"2\" }",
        "c.yml:1:21: approve.minimum: expected a whole number of at least 1, found a string."
      ),
      ("approve: { minimum: 1.5 }", "c.yml:1:21: approve.minimum: expected a whole number of at least 1, found `1.5`."),
      ("github: { release: \"true\" }", "c.yml:1:20: github.release: expected true or false, found `true`."),
    ]
  )
  func wrongTypes(text: String, what: String) throws {
    #expect(try problems(text).map(\.what) == [what])
  }

  @Test("a single text where a list is expected shows how the list is written")
  func listRemedy() throws {
    let found = try problems("images: { x: { repository: ghcr.io/a/x, platforms: linux/amd64 } }")
    #expect(found.map(\.remedy) == ["Write it as [linux/amd64]."])
  }
}
