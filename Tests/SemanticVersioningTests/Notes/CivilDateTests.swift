import Testing

@testable import SemanticVersioning

struct CivilDateTests {
  @Test(
    "a moment has its day in UTC",
    arguments: [
      (0, "1970-01-01"), (-1, "1969-12-31"), (86_399, "1970-01-01"), (951_782_399, "2000-02-28"),
      (951_782_400, "2000-02-29"), (951_868_800, "2000-03-01"), (1_709_164_800, "2024-02-29"),
      (4_107_542_400, "2100-03-01"),  // no leap year
      (1_798_761_599, "2026-12-31"), (-62_167_219_200, "0000-01-01"), (253_402_300_800, "10000-01-01"),
    ] as [(Int64, String)])
  func day(seconds: Int64, expected: String) { #expect(CivilDate.text(ofSeconds: seconds) == expected) }
}
