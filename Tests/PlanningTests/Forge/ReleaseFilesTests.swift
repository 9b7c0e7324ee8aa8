import Testing

@testable import Planning

/// What GitHub takes as a file of a release.
@Suite struct ReleaseFilesTests {
  @Test(
    "a file has at least one byte and less than 2 GiB",
    arguments: [(0, false), (1, true), ((1 << 31) - 1, true), (1 << 31, false)] as [(Int64, Bool)])
  func length(bytes: Int64, isTaken: Bool) {
    #expect((ReleaseFiles.problem(ofLength: bytes) == nil) == isTaken)
  }
}
