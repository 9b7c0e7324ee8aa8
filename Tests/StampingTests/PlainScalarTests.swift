import Testing

@testable import Stamping

@Suite("What a scalar without quotes means")
struct PlainScalarTests {
  @Test(
    "as Helm's parser reads it",
    arguments: [
      ("", .null), ("~", .null), ("null", .null), ("True", .bool(true)), ("off", .bool(false)),
      ("1.20", .number("1.2")), ("1e3", .number("1000")), ("-7", .number("-7")), ("0x1F", .number("31")),
      ("010", .number("8")), ("1_000", .number("1000")), ("0.5", .number("0.5")), (".5", .number("0.5")),
      ("18446744073709551616", .number("18446744073709551616")),  // beyond 64 bits it is kept as it is
      ("1.2.0", .string), ("v1", .string), ("-", .string), ("1-2", .string), ("e3", .string), ("--1", .string),
      ("0x", .string), ("_1", .string), ("12e", .string), ("1e999", .string),
    ] as [(String, PlainScalar.Meaning)]
  )
  func meaning(text: String, expected: PlainScalar.Meaning) {
    #expect(PlainScalar.meaning(of: text) == expected)
  }
}
