import Testing

@testable import Planning

@Suite("Where a rendered line comes from")
struct RenderedPlaceTests {
  private let rendered = """

    ---
    # Source: app/templates/a.yaml
    kind: A
    image: x
    ---
    # Source: app/charts/db/templates/b.yaml
    # a comment
    kind: B
    """

  @Test(
    "a line is counted from the template that Helm names above it",
    arguments: [
      (4, "app/templates/a.yaml", 1), (5, "app/templates/a.yaml", 2), (6, "app/templates/a.yaml", 3),
      (8, "app/charts/db/templates/b.yaml", 1), (9, "app/charts/db/templates/b.yaml", 2),
    ])
  func places(line: Int, file: String, expected: Int) {
    let place = RenderedPlace(of: line, in: rendered)
    #expect(place.file == file)
    #expect(place.line == expected)
  }

  @Test("above the first name, and without any, the whole output counts")
  func unnamed() {
    #expect(RenderedPlace(of: 2, in: rendered) == RenderedPlace(of: 2, in: "a\nb\nc"))
    #expect(RenderedPlace(of: 2, in: "a\nb").file == "the rendered chart")
    #expect(RenderedPlace(of: 2, in: "a\nb").line == 2)
    #expect(RenderedPlace(of: 1, in: "").line == 1)
  }
}
