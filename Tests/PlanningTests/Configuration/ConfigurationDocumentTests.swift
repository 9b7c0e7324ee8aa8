import Refusals
import Testing

@testable import Planning

@Suite struct ConfigurationDocumentTests {
  @Test(
    "a text that is no plain YAML is refused with its place",
    arguments: [
      ("tag: [a", "c.yml:2:1: this is not YAML."),  // a list without an end
      ("tag: 'a", "c.yml:1:8: this is not YAML."),
      ("a: b: c", "c.yml:1:5: this is not YAML."),
      ("\ttag: x", "c.yml:1:1: this is not YAML."),  // a tab in the margin
      ("tag: @x", "c.yml:1:6: this is not YAML."),
      ("tag: a\n---\ntag: b", "c.yml:2:1: a second document begins here."),
      ("tag: a\nremote: b\ntag: c", "c.yml:1:1: `tag` is written more than once in one mapping."),
      ("images:\n  x: {}\n  x: {}\n", "c.yml:2:3: `x` is written more than once in one mapping."),
      ("tag: 1\n\"tag\": 2", "c.yml:1:1: `tag` is written more than once in one mapping."),  // quotes make no other key
      ("remote: &r origin", "c.yml:1:9: anchors and aliases are not read."),
      ("remote: *r", "c.yml:1:9: anchors and aliases are not read."),
      ("images: &i\n  x: *i", "c.yml:1:9: anchors and aliases are not read."),
      ("base: &b {}\nimages:\n  <<: *b", "c.yml:1:7: anchors and aliases are not read."),
      ("tag: !!int 5", "c.yml:1:6: tags such as `tag:yaml.org,2002:int` are not read."),
      ("tag: !ruby/object:Gem x", "c.yml:1:6: tags such as `!ruby/object:Gem` are not read."),
      ("? [a]\n: b", "c.yml:1:3: a key must be text, and here it is a list."),
      ("~: b", "c.yml:1:1: a key must be text, and here it is nothing."),
      ("\"\": b", "c.yml:1:1: a key must be text, and here it is empty."),
      ("tag: a\u{0}b", "c.yml:1:7: the text cannot be read."),
      ("# remark\ntag: \u{1B}[31m", "c.yml:2:6: the text cannot be read."),
    ]
  )
  func refused(text: String, what: String) throws {
    #expect(try problems(text).map(\.what).first == what)
  }

  @Test("two anchors are two problems")
  func everyAnchor() throws {
    #expect(try problems("remote: &a x\nledger: &b y\n").count == 2)
  }

  @Test(
    "stars and ampersands inside of texts are no aliases and no anchors",
    arguments: [
      "remote: a&b", "test: { commands: ['make && make *.x', \"a &b *b\"] }",
      "test:\n  commands:\n    - |\n      a &b *b\n",
      "branches: { release/*: { series: trunk } }",
    ]
  )
  func harmless(text: String) throws {
    #expect(try problems(text).filter { $0.what.contains("anchors") }.isEmpty)
  }

  @Test("a text that would expand to billions of values is refused at once")
  func billionLaughs() throws {
    var text = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
    for level in 1...30 {
      text += "a\(level): &a\(level) [" + repeatElement("*a\(level - 1)", count: 9).joined(separator: ",") + "]\n"
    }
    let found = try problems(text)
    #expect(found.count == 31 && found.allSatisfy { $0.what.hasSuffix("anchors and aliases are not read.") })
    // As keys, the expanded values would have to be compared.
    #expect(try problems(text + "? *a30\n: 1\n? *a29\n: 2\n").first?.what.contains("anchors and aliases") == true)
  }

  @Test(
    "deep nesting is refused without a long message",
    arguments: [65, 900, 20_000]  // above our limit, below that of the library, far above both
  )
  func deep(levels: Int) throws {
    let found = try problems("images: " + String(repeating: "[", count: levels) + String(repeating: "]", count: levels))
    #expect(found.count == 1)
    #expect(found.first?.message.count ?? 0 < 200)
  }

  @Test("a text above a megabyte is refused unread")
  func large() throws {
    let found = try problems("# " + String(repeating: "x", count: 1 << 20))
    #expect(found.map(\.what) == ["c.yml was not read."])
    #expect(try problems("# " + String(repeating: "x", count: (1 << 20) - 2)).isEmpty)
  }

  @Test("bytes that are not UTF-8 are refused with their place")
  func encoding() throws {
    let bytes: [UInt8] = Array("tag: v{version}\nremote: ".utf8) + [0xC3, 0x28]
    let error = #expect(throws: RefusalList.self) { try Configuration.load(text: bytes, file: "c.yml") }
    #expect(error?.refusals.map(\.what) == ["c.yml:2:9: the text cannot be read."])
  }

  @Test(
    "a byte order mark, other line ends and a missing last one change nothing",
    arguments: [
      "\u{FEFF}remote: upstream\n", "remote: upstream\r\nstamp: commit\r\n", "---\nremote: upstream\n...\n",
      "remote: upstream",
    ]
  )
  func tolerated(text: String) throws {
    #expect(try configuration(text).remote == "upstream")
  }

  @Test("columns count characters, not bytes")
  func columns() throws {
    #expect(try problems("test: { commands: [\"äöü\", []] }").map(\.what).first?.hasPrefix("c.yml:1:27: ") == true)
  }

  @Test("standard input is called by that name")
  func standardInput() throws {
    #expect(
      try problems("tga: x", file: "-").map(\.what) == ["standard input:1:1: `tga` is no key of a configuration."])
    #expect(try Configuration.load(text: [], file: "-").origin == .standardInput)
  }
}
