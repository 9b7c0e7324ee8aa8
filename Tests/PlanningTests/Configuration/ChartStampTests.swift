import Testing

@testable import Planning

@Suite struct ChartStampTests {
  @Test(
    "a key is split at its dots, but for those that are escaped",
    arguments: [
      ("image.tag", ["image", "tag"]), ("a", ["a"]),
      (#"labels.app\.kubernetes\.io/version"#, ["labels", "app.kubernetes.io/version"]),
      (#"a\\.b"#, [#"a\"#, "b"]), ("a..b", ["a", "", "b"]),
    ]
  )
  func keyPath(key: String, path: [String]) {
    #expect(ChartStamp(file: "values.yaml", key: key).keyPath == path)
  }
}
