import Git
import Refusals
import Testing

@Suite("an object id")
struct ObjectIDTests {
  @Test(
    "reads and writes 40 digits",
    arguments: ["0123456789abcdef0123456789abcdef01234567", "f0000000ffffffff00000000deadbeef00000001"])
  func roundTrip(text: String) throws {
    let id = try ObjectID(parsing: text)
    #expect(id.description == text)
    #expect(id.short == String(text.prefix(7)))
    #expect(try ObjectID(parsing: text.uppercased()) == id)
  }

  @Test(
    "refuses anything else",
    arguments: [
      "", "0123456", "0123456789abcdef0123456789abcdef0123456g",  // too short, no digit
      "0123456789abcdef0123456789abcdef012345678",  // 41
      String(repeating: "a", count: 64),  // SHA-256
      String(repeating: "é", count: 20),  // 40 bytes
    ]
  )
  func refused(text: String) { #expect(throws: Refusal.self) { try ObjectID(parsing: text) } }

  @Test("sorts as its digits do")
  func order() throws {
    let texts = ["0f", "10", "f0", "0e", "ff"].map { $0 + String(repeating: "7", count: 38) }
    #expect(try texts.map { try ObjectID(parsing: $0) }.sorted().map(\.description) == texts.sorted())
  }
}
