import SemanticVersioning
import Testing

struct CandidateSpellingTests {
  @Test(
    "a spelling is read, spelled back, and recognized in what it makes",
    arguments: [("{channel}.{n}", "1.2.0-rc.3"), ("{channel}{n}", "1.2.0-rc3"), ("{channel}-{n}", "1.2.0-rc-3")]
  )
  func roundTrip(text: String, candidate: String) throws {
    let spelling = try CandidateSpelling(parsing: text)
    let version = SemanticVersion(1, 2, 0, prerelease: spelling.identifiers(channel: .rc, number: 3))
    #expect(spelling.description == text)
    #expect(version.description == candidate)
    #expect(try SemanticVersion(parsing: candidate).prerelease == version.prerelease)
    #expect(CandidateSpelling(of: version) == spelling)
  }

  @Test(
    "what gives no candidate is refused",
    arguments: ["", "rc.{n}", "{channel}", "{n}", "{channel}_{n}", "{n}.{channel}"])
  func refuses(text: String) {
    #expect(throws: MalformedPattern.self) { try CandidateSpelling(parsing: text) }
  }

  @Test(
    "a version without a numbered channel has no spelling", arguments: ["1.0.0", "1.0.0-rc", "1.0.0-rc.x", "1.0.0-x.1"])
  func none(version: String) throws {
    #expect(CandidateSpelling(of: try SemanticVersion(parsing: version)) == nil)
  }
}
