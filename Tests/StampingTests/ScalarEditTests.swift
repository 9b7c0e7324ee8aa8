import Refusals
import Testing

@testable import Stamping

@Suite("A scalar is replaced, and no other byte")
struct ScalarEditTests {
  @Test(
    "the bytes around the value stay",
    arguments: [
      ("version: 1.1.0\n", "version: 1.2.0\n"),  // plain
      ("version: '1.1.0'\n", "version: '1.2.0'\n"),  // single quotes
      ("version: \"1.1.0\"\n", "version: \"1.2.0\"\n"),  // double quotes
      ("version : 1.1.0\n", "version : 1.2.0\n"),  // a blank in front of the colon
      ("\"version\": 1.1.0\n", "\"version\": 1.2.0\n"),  // a quoted key
      ("version:\t1.1.0\n", "version:\t1.2.0\n"),  // a tab behind the colon
      ("version:   1.1.0   # why\n", "version:   1.2.0   # why\n"),  // spacing and comment
      ("version: '1.1.0'\t# it's\n", "version: '1.2.0'\t# it's\n"),  // a quote in the comment
      ("version: 1.1.0#c\n", "version: 1.2.0\n"),  // no comment: part of the value
      ("# 1.1.0\nversion: 1.1.0\n", "# 1.1.0\nversion: 1.2.0\n"),  // the same text in a comment
      ("version: 1.1.0", "version: 1.2.0"),  // no last newline
      ("version: 1.1.0   ", "version: 1.2.0   "),  // trailing blanks
      ("a: b\r\nversion: 1.1.0\r\nc: d\r\n", "a: b\r\nversion: 1.2.0\r\nc: d\r\n"),  // CRLF
      ("a: b\rversion: 1.1.0\rc: d", "a: b\rversion: 1.2.0\rc: d"),  // CR alone
      ("\u{FEFF}version: 1.1.0\n", "\u{FEFF}version: 1.2.0\n"),  // a byte order mark
      ("\u{FEFF}a: ä\nversion: 1.1.0\n", "\u{FEFF}a: ä\nversion: 1.2.0\n"),  // and letters of two bytes
      ("# a\u{2028}# b\u{85}# c\nversion: 1.1.0\n", "# a\u{2028}# b\u{85}# c\nversion: 1.2.0\n"),  // odd line breaks
      ("# \u{1F680}\nversion: \"1.1.0\" # \u{1F680}\n", "# \u{1F680}\nversion: \"1.2.0\" # \u{1F680}\n"),
      ("---\nversion: 1.1.0\n...\n", "---\nversion: 1.2.0\n...\n"),  // document marks
      ("version: 1.1.0\n---\nversion: 3.0.0\n", "version: 1.2.0\n---\nversion: 3.0.0\n"),  // a second document
      ("  a: b\n  version: 1.1.0\n", "  a: b\n  version: 1.2.0\n"),  // everything indented
      ("version:\n  1.1.0\n", "version:\n  1.2.0\n"),  // on the next line
      ("version: 1.10\n", "version: 1.2.0\n"),  // was a number
      ("version: ''\n", "version: '1.2.0'\n"),  // empty
      ("version: \"\"\n", "version: \"1.2.0\"\n"),  // empty
      ("version:\nname: x\n", "version: 1.2.0\nname: x\n"),  // null
      ("version: \nname: x\n", "version: 1.2.0 \nname: x\n"),  // null with a blank
      ("version: # none\n", "version: 1.2.0 # none\n"),  // null with a comment
      ("version:", "version: 1.2.0"),  // null at the end
      ("version: ~\n", "version: 1.2.0\n"),  // null in writing
      (
        "description: |\n  version: 9.9.9\nversion: 1.1.0\n",  // the body of a block scalar
        "description: |\n  version: 9.9.9\nversion: 1.2.0\n"
      ),
      (
        "dependencies:\n- name: x\n  version: 9.9.9\nversion: 1.1.0\n",  // a dependency's own
        "dependencies:\n- name: x\n  version: 9.9.9\nversion: 1.2.0\n"
      ),
      (
        "dependencies:\n  - {name: x, version: 9.9.9}\nversion: 1.1.0\n",  // the same as a flow mapping
        "dependencies:\n  - {name: x, version: 9.9.9}\nversion: 1.2.0\n"
      ),
      (
        "maintainers: [{name: &n me}]\nowner: *n\nversion: 1.1.0\n",  // aliases elsewhere
        "maintainers: [{name: &n me}]\nowner: *n\nversion: 1.2.0\n"
      ),
      (
        "base: &b {version: 1}\n<<: *b\nversion: 1.1.0\n",  // a merge key, overridden
        "base: &b {version: 1}\n<<: *b\nversion: 1.2.0\n"
      ),
    ]
  )
  func keepsBytes(before: String, after: String) throws {
    let edited = try ScalarEdit.replacing(key: ["version"], with: "1.2.0", in: Array(before.utf8), file: "Chart.yaml")
    #expect(String(decoding: edited, as: UTF8.self) == after)
    #expect(try ScalarEdit.value(of: ["version"], in: edited, file: "Chart.yaml") == "1.2.0")
  }

  @Test(
    "a text that would not be read as the same string is quoted",
    arguments: [
      ("tag: x\n", "1.20", "tag: \"1.20\"\n"),  // the number 1.2
      ("tag: x\n", "1e3", "tag: \"1e3\"\n"),  // the number 1000
      ("tag: x\n", "0012", "tag: \"0012\"\n"),  // the number 10
      ("tag: x\n", "1_000", "tag: \"1_000\"\n"),  // the number 1000
      ("tag: x\n", "0x1F", "tag: \"0x1F\"\n"),  // the number 31
      ("tag: x\n", "true", "tag: \"true\"\n"),  // a truth value
      ("tag: x\n", "No", "tag: \"No\"\n"),  // a truth value of YAML 1.1
      ("tag: x\n", "y", "tag: \"y\"\n"),  // in some readers
      ("tag: x\n", "null", "tag: \"null\"\n"),
      ("tag: x\n", "~", "tag: \"~\"\n"),
      ("tag: x\n", "", "tag: \"\"\n"),
      ("tag: x\n", ".inf", "tag: \".inf\"\n"),
      ("tag: x\n", "1:20", "tag: \"1:20\"\n"),  // sixty and twenty
      ("tag: x\n", "2026-08-01", "tag: \"2026-08-01\"\n"),  // a date
      ("tag: x\n", "a b", "tag: \"a b\"\n"),
      ("tag: x\n", "a: b", "tag: \"a: b\"\n"),
      ("tag: x\n", "a #b", "tag: \"a #b\"\n"),
      ("tag: x\n", "*a", "tag: \"*a\"\n"),
      ("tag: x\n", "say \"hi\" \\n", "tag: \"say \\\"hi\\\" \\\\n\"\n"),
      ("tag: x\n", "ä", "tag: \"ä\"\n"),
      ("tag: 'x'\n", "it's", "tag: 'it''s'\n"),  // the quotes stay
      ("tag: 'x'\n", "1.20", "tag: '1.20'\n"),
      ("tag: 1.20\n", "1.20", "tag: \"1.20\"\n"),  // the same text, and now a string
      ("tag: x\n", "1.2.0-rc.1", "tag: 1.2.0-rc.1\n"),  // versions need no quotes
      ("tag: x\n", "v1.2.0", "tag: v1.2.0\n"),
      ("tag: x\n", "1.2.0+b.1", "tag: 1.2.0+b.1\n"),
      ("tag:\n", "1.20", "tag: \"1.20\"\n"),  // in a place without a value
    ]
  )
  func quotes(before: String, value: String, after: String) throws {
    let edited = try ScalarEdit.replacing(key: ["tag"], with: value, in: Array(before.utf8), file: "values.yaml")
    #expect(String(decoding: edited, as: UTF8.self) == after)
    #expect(try ScalarEdit.value(of: ["tag"], in: edited, file: "values.yaml") == value)
  }

  @Test("a path leads into nested mappings, past keys of the same name")
  func nested() throws {
    let text = """
      tag: top
      other:
        image: {tag: flow}
      image:
        # the tag
        repository: ghcr.io/acme/broker
        sidecar:
          tag: deeper
        tag: ""   # empty: appVersion
      "a.b": { c: d }

      """
    let bytes = Array(text.utf8)
    let edited = try ScalarEdit.replacing(key: ["image", "tag"], with: "1.2.0", in: bytes, file: "values.yaml")
    #expect(String(decoding: edited, as: UTF8.self) == text.replacing("tag: \"\"", with: "tag: \"1.2.0\""))
    #expect(try ScalarEdit.value(of: ["image", "sidecar", "tag"], in: bytes, file: "values.yaml") == "deeper")
    #expect(try ScalarEdit.value(of: ["image", "digest"], in: bytes, file: "values.yaml") == nil)
    #expect(try ScalarEdit.value(of: ["nothing", "tag"], in: bytes, file: "values.yaml") == nil)
    let position = try ScalarEdit.position(of: ["image", "tag"], in: bytes, file: "values.yaml")
    #expect(position?.line == 9 && position?.column == 8)
  }

  @Test(
    "a form that is not edited is refused with its place",
    arguments: [
      ("version: &v 1.1.0\n", "1:10: the value of `version` has an anchor"),
      ("appVersion: &v 1.1.0\nversion: *v\n", "2:1: the value of `version` is an alias"),
      ("version: !!str 1.1.0\n", "1:10: the value of `version` has a tag"),
      ("version: >-\n  1.1.0\n", "1:10: the value of `version` is a block scalar or has several lines"),
      ("version: |\n  1.1.0\n", "1:10: the value of `version` is a block scalar or has several lines"),
      ("version: 1.1.0\n  -rc\n", "1:10: the value of `version` is a block scalar or has several lines"),
      ("version: \"1.1.0\n  rc\"\n", "1:10: the value of `version` is a block scalar or has several lines"),
      ("{name: x, version: 1.1.0}\n", "1:1: the document is a flow mapping"),
      ("version: 1.1.0\nname: x\nversion: 1.1.1\n", "1:1: the key `version` is there more than once"),
      ("version: 1.1.0\n\"version\": 1.1.1\n", "1:1: the key `version` is there more than once"),
      ("name: x\n\tversion: 1.1.0\n", "2:1: a tab in the indentation"),
      ("name:\n\tversion: 1.1.0\n", "2:1: a tab in the indentation"),
      ("version: [1.1.0]\n", "1:10: `version` is no scalar"),
      ("version:\n  major: 1\n", "2:3: `version` is no scalar"),
      ("- version\n", "1:1: the document is no mapping"),
      ("version\n", "1:1: the document is no mapping"),
      ("\nname: x\n", "2:1: there is no key `version`"),
      ("", "Chart.yaml: there is no key `version`"),
      ("version: \"1.1.0\n", "2:1: found unexpected end of stream"),
      ("version: 1.1.0\nname: a: b\n", "2:8: mapping values are not allowed in this context"),
      ("version: 1.1.0\nname: \u{7}\n", "2:7: control characters are not allowed"),
      ("version: 1.1.0\r\nname: \u{7}\n", "2:7: control characters are not allowed"),
    ]
  )
  func refuses(text: String, why: String) {
    let thrown = #expect(throws: Refusal.self) {
      try ScalarEdit.replacing(key: ["version"], with: "1.2.0", in: Array(text.utf8), file: "Chart.yaml")
    }
    #expect(thrown?.code == .configuration)
    #expect(thrown?.what == "`version` of Chart.yaml was not set.")
    #expect(thrown?.why == (why.hasPrefix("Chart") ? why : "Chart.yaml:\(why)"))
  }

  @Test(
    "a mapping on the way is refused as its scalar is",
    arguments: [
      ("image: {tag: x}\n", "1:8: `image` is a flow mapping"),
      ("image: &i\n  tag: x\n", "1:8: the value of `image` has an anchor"),
      ("base: &i\n  tag: x\nimage: *i\n", "3:1: the value of `image` is an alias"),
      ("image: !!map\n  tag: x\n", "1:8: the value of `image` has a tag"),
      ("image: x\n", "1:8: `image` is no mapping"),
      ("image:\n- tag: x\n", "2:1: `image` is no mapping"),
      ("image:\n", "1:1: there is no key `image.tag`"),
    ]
  )
  func refusesAbove(text: String, why: String) {
    let thrown = #expect(throws: Refusal.self) {
      try ScalarEdit.replacing(key: ["image", "tag"], with: "x", in: Array(text.utf8), file: "v.yaml")
    }
    #expect(thrown?.why == "v.yaml:\(why)")
  }

  @Test(
    "a value that does not fit on one line is refused",
    arguments: ["1.2.0\nname: evil", "1.2.0\r", "\u{0}", "\u{2028}", "\u{85}", "\u{1B}[2J", "\u{FEFF}"]
  )
  func refusesValue(value: String) {
    let text = Array("version: '1.1.0'\n".utf8)
    #expect(throws: Refusal.self) { try ScalarEdit.replacing(key: ["version"], with: value, in: text, file: "f") }
  }

  @Test("an edit and its reverse give the first bytes back")
  func reverses() throws {
    let text = Array("# c\r\nversion: \"1.1.3\"   # chart\r\nappVersion: '1.1.3'\r\n".utf8)
    let edited = try ScalarEdit.replacing(key: ["version"], with: "1.2.0", in: text, file: "f")
    #expect(edited != text)
    #expect(try ScalarEdit.replacing(key: ["version"], with: "1.1.3", in: edited, file: "f") == text)
  }
}
