import ArgumentParser
import Refusals
import Testing

@testable import BrokkrRelease

@Suite struct SettingsTests {
  private func settings(_ arguments: String..., environment: [String: String] = [:]) throws -> Settings {
    try Settings(CommonOptions.parse(arguments), Environment(environment))
  }

  @Test("nothing typed and nothing set are the defaults")
  func defaults() throws {
    let settings = try settings()
    #expect(settings.repository == ".")
    #expect(settings.configuration == nil)
    #expect(settings.form == .text)
    #expect(settings.verbosity == .normal)
    #expect(settings.color == .auto)
    #expect(settings.mayAsk)
    #expect(!settings.saysYes)
  }

  @Test("what is typed wins over what is set, and that over the default")
  func precedence() throws {
    let environment = [
      "BROKKR_RELEASE_REPO": "/set", "BROKKR_RELEASE_CONFIG": "set.yml", "BROKKR_RELEASE_JSON": "1",
      "BROKKR_RELEASE_COLOR": "always", "BROKKR_RELEASE_QUIET": "true", "BROKKR_RELEASE_YES": "yes",
      "BROKKR_RELEASE_NO_INPUT": "on",
    ]
    let set = try settings(environment: environment)
    #expect(set.repository == "/set")
    #expect(set.configuration == "set.yml")
    #expect(set.form == .json)
    #expect(set.color == .always)
    #expect(set.verbosity == .quiet)
    #expect(set.saysYes)
    #expect(!set.mayAsk)
    let typed = try settings("-C", "/typed", "--color", "never", "-c", "-", "-v", environment: environment)
    #expect(typed.repository == "/typed")
    #expect(typed.color == .never)
    #expect(typed.configuration == "-")
    #expect(typed.verbosity == .verbose)
  }

  @Test(
    "a variable that makes no sense is refused by its name",
    arguments: [("BROKKR_RELEASE_JSON", "maybe"), ("BROKKR_RELEASE_COLOR", "pink")])
  func nonsense(name: String, value: String) throws {
    let refusal = try #require(throws: Refusal.self) { try settings(environment: [name: value]) }
    #expect(refusal.code == .usage)
    #expect(refusal.what.contains(name))
  }

  @Test("the form of an error is known even where the options cannot be parsed")
  func guessed() {
    #expect(Settings(guessing: ["next", "--color", "pink", "--json"], Environment([:])).form == .json)
    #expect(Settings(guessing: ["next"], Environment(["BROKKR_RELEASE_JSON": "1"])).form == .json)
    #expect(Settings(guessing: ["next", "--bogus"], Environment([:])).form == .text)
  }
}
