import TestSupport
import Testing

@testable import Planning

@Suite struct UncleanPathsTests {
  @Test("image layouts that releases go to are no sources that somebody forgot, other files are")
  func layouts() async throws {
    let world = try await ReleaseWorld("unclean")
    let text = """
      images:
        app: { repository: "oci-layout:.brokkr-release/layout/app", tags: ["{version}"] }
        other: { repository: "oci-layout:out", tags: ["{version}"] }
      """
    try world.write([".brokkr-release/layout/app/index.json": "{}", "out/index.json": "{}"])
    #expect(try await world.workspace(at: nil, text).uncleanPaths() == [])
    try world.write(["forgotten": "x", "outside/index.json": "{}", "Dockerfile": "FROM other\n"])
    let found = try await world.workspace(at: nil, text).uncleanPaths()
    #expect(found.sorted() == [" M Dockerfile", "?? forgotten", "?? outside/"])
  }
}
