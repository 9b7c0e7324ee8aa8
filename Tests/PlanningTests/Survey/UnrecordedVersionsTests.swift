import Git
import ReleaseEngine
import SemanticVersioning
import Testing

@testable import Planning

@Suite("Versions that no record knows")
struct UnrecordedVersionsTests {
  private func found(
    _ tags: [String], besides records: [Record] = [], pattern: String = "v{version}"
  ) throws -> [String] {
    var facts = RemoteFacts()
    let id = try ObjectID(parsing: String(repeating: "a", count: 40))
    for tag in tags { facts.tags[tag] = id }
    let state = LedgerState(records: Dictionary(uniqueKeysWithValues: records.map { ($0.tag, $0) }))
    return try UnrecordedVersions.stable(of: TagPattern(parsing: pattern), in: facts, besides: state)
      .map(\.description)
  }

  @Test("the stable versions of the pattern count, whatever else is tagged")
  func stable() throws {
    let tags = ["v1.1.0", "v1.2.0-rc.1", "v1.2", "1.3.0", "agent/v1.4.0", "v01.0.0", "v1.0.0"]
    #expect(try found(tags) == ["1.0.0", "1.1.0"])
    #expect(try found(tags, pattern: "agent/v{version}") == ["1.4.0"])
  }

  @Test("a version that was ever published by a record is known, taken back or not")
  func recorded() throws {
    let records = [
      ReleaseWorld.record("1.0.0"), ReleaseWorld.record("1.1.0", .rolledBack, mode: .withdrawn),
      ReleaseWorld.record("1.2.0", .rolledBack, mode: .purged), ReleaseWorld.record("1.3.0", .publishing),
    ]
    #expect(try found(["v1.0.0", "v1.1.0", "v1.2.0", "v1.3.0", "v1.4.0"], besides: records) == ["1.4.0"])
  }

  @Test(
    "a cut that published nothing leaves the version to whoever tagged it",
    arguments: [ReleaseState.aborted, .rejected, .planned])
  func unpublished(state: ReleaseState) throws {
    #expect(try found(["v1.0.0"], besides: [ReleaseWorld.record("1.0.0", state, ordinal: 0)]) == ["1.0.0"])
  }
}
