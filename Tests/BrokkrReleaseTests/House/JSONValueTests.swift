import Testing

@testable import BrokkrRelease

@Suite struct JSONValueTests {
  @Test(
    "a value has one encoding",
    arguments: [
      (["b": 1, "a": [true, nil, -5]], #"{"a":[true,null,-5],"b":1}"#),  // keys sorted, no space
      ("a/b", #""a/b""#),  // no escaped slash
      ("q\"\\\n\r\t\u{1}", #""q\"\\\n\r\t\u0001""#),
      ("é 🎉", #""é 🎉""#),
      ("\u{202E}\u{9B}\u{E0041}", #""\u202e\u009b\udb40\udc41""#),  // would command or turn around a terminal
      ("##[error]x [y]", ###""##\u005berror]x [y]""###),  // would command a runner of GitHub Actions
      (.object([:]), "{}"), (.array([]), "[]"),
    ] as [(JSONValue, String)]
  )
  func encoding(value: JSONValue, expected: String) throws {
    #expect(String(decoding: value.encoded, as: UTF8.self) == expected)
    #expect(try JSONValue(parsing: value.encoded) == value)
  }

  @Test("a value made of an encodable one keeps its types")
  func encodable() throws {
    struct Sample: Encodable { var flag = true, count = 1, name: String? = "x", list = ["a"] }
    let value = try JSONValue(encoding: Sample())
    #expect(value == ["flag": true, "count": 1, "name": "x", "list": ["a"]])
  }

  @Test("members of the other object win, and a value that is no object stays")
  func merging() {
    #expect(JSONValue.merging(["a": 1, "b": 1])(["b": 2]) == ["a": 1, "b": 2])
    #expect(JSONValue.string("x").merging(["a": 1]) == "x")
  }

  @Test("what is no JSON is refused", arguments: ["", "{", "{\"a\":}", "1 2", "nul"])
  func malformed(text: String) {
    #expect(throws: (any Error).self) { try JSONValue(parsing: Array(text.utf8)) }
  }
}
