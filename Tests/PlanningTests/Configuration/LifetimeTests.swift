import Testing

@testable import Planning

@Suite struct LifetimeTests {
  @Test(
    "a length of time is read and written",
    arguments: [
      ("30d", 2_592_000, "30d"), ("1d12h", 129_600, "1d12h"), ("90m", 5_400, "1h30m"), ("2w", 1_209_600, "14d"),
      ("45s", 45, "45s"),
    ] as [(String, Int64, String)]
  )
  func read(text: String, seconds: Int64, written: String) {
    #expect(Lifetime.parsed(text) == .seconds(seconds))
    #expect(Lifetime.text(.seconds(seconds)) == written)
  }

  @Test(
    "what is no length of time is none",
    arguments: ["", "30", "d", "-1d", "1.5d", "30 d", "0d", "30D", "9999999d", "٣d"])
  func refused(text: String) {
    #expect(Lifetime.parsed(text) == nil)
  }
}
