import Testing

@testable import Planning

@Suite struct NearestNameTests {
  @Test(
    "the nearest name is the one that was meant",
    arguments: [
      ("imges", "images"), ("Images", "images"), ("chart", "charts"), ("apporve", "approve"),  // neighbors exchanged
      ("build_args", "build-args"), ("zzz", nil), ("", nil), ("x", nil),
    ] as [(String, String?)]
  )
  func nearest(name: String, expected: String?) {
    #expect(NearestName.of(name, among: ["images", "charts", "approve", "build-args"]) == expected)
  }

  @Test(
    "distances count edits",
    arguments: [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "", 3), ("kitten", "sitting", 3)])
  func distance(one: String, other: String, expected: Int) {
    #expect(NearestName.distance(between: one, and: other) == expected)
  }
}
