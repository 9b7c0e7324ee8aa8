import Testing

@testable import Planning

@Suite("The time in records")
struct ClockTests {
  @Test(
    "a time is written in UTC with milliseconds, so that texts sort as times do",
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (7, "1970-01-01T00:00:00.007Z"), (1_700_000_000_123, "2023-11-14T22:13:20.123Z"),
      (951_827_696_999, "2000-02-29T12:34:56.999Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func milliseconds(time: Int64, text: String) { #expect(Clock.text(milliseconds: time) == text) }

  @Test(
    "a commit's time has no fraction",
    arguments: [(0, "1970-01-01T00:00:00Z"), (1_700_000_000, "2023-11-14T22:13:20Z")] as [(Int64, String)])
  func seconds(time: Int64, text: String) { #expect(Clock.text(seconds: time) == text) }

  @Test("now is later than before")
  func now() {
    let (one, two) = (Clock.now(), Clock.now())
    #expect(one <= two)
    #expect(one.count == 24 && one.hasSuffix("Z"))
  }

  @Test("names of locks differ and have no letters that are taken for others")
  func identifiers() {
    let names = (0..<200).map { _ in Clock.identifier() }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.count == 8 && !$0.contains(where: { "01ilo".contains($0) }) })
  }
}
