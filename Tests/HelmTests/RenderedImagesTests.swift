import Testing

@testable import Helm

@Suite("Images of rendered charts")
struct RenderedImagesTests {
  @Test(
    "are found where a key image has a value",
    arguments: [
      ("image: nginx:1.2", "nginx:1.2"), ("  - image: \"ghcr.io/a/b:1\"  # x", "ghcr.io/a/b:1"),
      ("image: 'a@sha256:00'", "a@sha256:00"), ("- - image: a", "a"), ("    image:   a # b", "a"),
      ("\"image\": \"a:1\"", "a:1"), ("{name: x, image: a:1}", "a:1"), ("{\"image\":\"a:1\",\"b\":1}", "a:1"),
      ("image: a:1\r", "a:1"),
      ("image:", nil), ("image: \"\"", nil), ("image: \"a", nil), ("# image: a", nil), ("image: {repository: a}", nil),
      ("image: *a", nil), ("imagePullPolicy: Always", nil), ("myimage: a", nil), ("my-image: a", nil),
      ("image:a", nil), ("name: the image: a", nil), ("-image: a", nil), ("image: # none", nil),
    ] as [(String, String?)]
  )
  func line(text: String, expected: String?) {
    #expect(RenderedImages.references(in: text).first?.reference == expected)
  }

  @Test("are told with their lines, in texts and in several documents")
  func lines() {
    let text = "---\nimage: a\n---\r\ndata:\n  app.yaml: |\n    image: b\nx: {image: c, y: {image: d}}\n"
    let found = RenderedImages.references(in: text)
    #expect(found.map(\.line) == [2, 6, 7, 7] && found.map(\.reference) == ["a", "b", "c", "d"])
  }
}
