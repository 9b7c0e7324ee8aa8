import FoundationEssentials
import Testing

@testable import GitHub

@Suite("Versions of a package")
struct PackageVersionTests {
  private func version(_ fields: String) throws -> PackageVersion {
    try JSONDecoder().decode(PackageVersion.self, from: Data(#"{"id": 1, "name": "sha256:1"\#(fields)}"#.utf8))
  }

  @Test(
    "one is as old as a moment where it was pushed then or before, and can be told",
    arguments: [
      (#", "created_at": "2026-01-31T10:00:00Z""#, true), (#", "created_at": "2026-01-31T09:59:59Z""#, true),
      (#", "created_at": "2026-01-31T10:00:01Z""#, false),
      // What cannot be read counts as young: it stays.
      (#", "created_at": "2026-01-01T00:00:00+02:00""#, false), (#", "created_at": """#, false), ("", false),
    ])
  func created(fields: String, isOld: Bool) throws {
    #expect(try version(fields).isCreated(by: "2026-01-31T10:00:00.999Z") == isOld)
  }

  @Test("tags that are not told are none")
  func tags() throws {
    #expect(try version("").tags.isEmpty)
    #expect(try version(#", "metadata": {"container": {"tags": ["v1", "latest"]}}"#).tags == ["v1", "latest"])
  }
}
