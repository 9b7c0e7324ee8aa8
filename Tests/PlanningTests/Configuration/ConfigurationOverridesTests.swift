import Refusals
import SemanticVersioning
import Testing

@testable import Planning

@Suite struct ConfigurationOverridesTests {
  @Test("a flag wins over the environment, that over the text, that over the default")
  func precedence() throws {
    let text = Array("remote: text\nstamp: tag\n".utf8)
    let environment = ["BROKKR_RELEASE_REMOTE": "environment", "BROKKR_RELEASE_LEDGER": "refs/heads/records"]
    let read = try Configuration.load(
      text: text, file: "c.yml", variables: { environment[$0] }, flags: ["remote": "flag"])
    #expect(read.remote == "flag")
    #expect(read.ledger == "refs/heads/records")
    #expect(read.stamp == .tag)
    #expect(read.tag.text == "v{version}")
    #expect(try Configuration.load(text: text, file: "c.yml", variables: { environment[$0] }).remote == "environment")
  }

  @Test("every key at the top that takes one text has its variable")
  func variables() {
    #expect(
      ConfigurationOverrides.keys.map(ConfigurationOverrides.variable) == [
        "BROKKR_RELEASE_TAG", "BROKKR_RELEASE_PRERELEASE", "BROKKR_RELEASE_REMOTE", "BROKKR_RELEASE_LEDGER",
        "BROKKR_RELEASE_STAMP", "BROKKR_RELEASE_BUILDER", "BROKKR_RELEASE_HAND_OVER",
      ])
  }

  @Test("the keys are those of the shape that take one text")
  func keys() throws {
    guard case .record(let keys) = ConfigurationShape.configuration else {
      Issue.record("the configuration is no record")
      return
    }
    let single = keys.filter { key in
      switch key.shape {
      case .text, .choice: true
      case .boolean, .count, .list, .record, .named: false
      }
    }
    #expect(ConfigurationOverrides.keys == single.map(\.name))
  }

  @Test("what says nothing and what says the default are the same, whichever way they are read")
  func defaults() throws {
    #expect(try configuration("") == configuration("remote: origin"))
    #expect(try configuration("") == configuration("{}"))
  }

  @Test("a wrong variable is named in the place of a line")
  func problem() throws {
    let found = try problems("", environment: ["BROKKR_RELEASE_STAMP": "comit"])
    #expect(
      found.map(\.what) == [
        "BROKKR_RELEASE_STAMP: stamp: expected one of commit, tag, none, check, found `comit`."
      ])
  }

  @Test("an empty variable is as good as none, but for the remote, which may be empty")
  func empty() throws {
    let read = try configuration("stamp: tag", environment: ["BROKKR_RELEASE_STAMP": "", "BROKKR_RELEASE_REMOTE": ""])
    #expect(read.stamp == .tag && read.remote.isEmpty)
  }

  @Test("no variable loosens an approval")
  func approval() throws {
    let read = try configuration(
      "approve: { by: signature }",
      environment: ["BROKKR_RELEASE_APPROVE": "none", "BROKKR_RELEASE_APPROVE_BY": "none"])
    #expect(read.approve.by == .signature)
  }

  @Test("the origin of each setting is told")
  func origins() throws {
    let text = Array("stamp: tag\nimages:\n  x:\n    repository: ghcr.io/a/x\n    tags: [\"{version}\"]\n".utf8)
    let read = try Configuration.load(
      text: text, file: "c.yml", variables: { $0 == "BROKKR_RELEASE_LEDGER" ? "refs/heads/records" : nil },
      flags: ["remote": ""])
    let rows = Dictionary(uniqueKeysWithValues: read.origins().map { ($0.key, "\($0.value) <- \($0.origin)") })
    #expect(rows["stamp"] == "tag <- c.yml:1")
    #expect(rows["ledger"] == "refs/heads/records <- environment BROKKR_RELEASE_LEDGER")
    #expect(rows["remote"] == "\"\" <- flag --remote")
    #expect(rows["builder"] == "auto <- default")
    #expect(rows["images.x.repository"] == "ghcr.io/a/x <- c.yml:4")
    #expect(rows["images.x.tags"] == "[\"{version}\"] <- c.yml:5")
    #expect(rows["images.x.platforms"] == "[linux/amd64, linux/arm64] <- default")
    #expect(rows["branches.\"release/*\".series"] == "maintenance <- default")
    #expect(rows["approve.by"] == "prompt <- default")
  }
}
