import Stamping
import Testing

@Suite("A scalar as it was written")
struct ScalarSourceTests {
  @Test(
    "is written back byte for byte after an edit",
    arguments: [
      "appVersion:", "appVersion: ", "appVersion: ~", "appVersion: null", "appVersion: 1.1", "appVersion:   '1.1.0'",
      "appVersion: \"1.1.0\"  # ours", "appVersion:\t1.1.0", "appVersion: 0x10", "appVersion: 1.1.0",
    ])
  func restored(line: String) throws {
    let text = Array("\u{FEFF}name: app\r\n\(line)\r\nother: 1".utf8)
    let source = try #require(try ScalarEdit.source(of: ["appVersion"], in: text, file: "f"))
    for value in ["1.2.0", "1.2.0-rc.1"] {
      let edited = try ScalarEdit.replacing(key: ["appVersion"], with: value, in: text, file: "f")
      #expect(try ScalarEdit.restoring(key: ["appVersion"], to: source, in: edited, file: "f") == text)
    }
  }

  @Test("is not written where it would not have become what is there now")
  func otherwise() throws {
    let text = Array("appVersion: \"1.2.0\"\n".utf8)
    #expect(try ScalarEdit.restoring(key: ["appVersion"], to: " '1.1'", in: text, file: "f") == nil)
    #expect(try ScalarEdit.restoring(key: ["appVersion"], to: " {", in: text, file: "f") == nil)
    #expect(try ScalarEdit.restoring(key: ["appVersion"], to: " 1\nversion: 2", in: text, file: "f") == nil)
    #expect(try ScalarEdit.restoring(key: ["none"], to: " 1", in: text, file: "f") == nil)
    #expect(try ScalarEdit.source(of: ["none"], in: text, file: "f") == nil)
  }
}
