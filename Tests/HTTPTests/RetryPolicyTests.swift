import HTTP
import Testing

/// When a request is sent again.
@Suite("Retry policy")
struct RetryPolicyTests {
  private let policy = RetryPolicy()

  private func wait(_ status: Int, _ headers: [(String, String)] = [], _ body: String = "", attempt: Int = 1)
    -> Duration?
  {
    let response = HTTPResponse(
      status: status, headers: headers.map { (name: $0.0, value: $0.1) }, body: Array(body.utf8))
    return policy.wait(after: response, attempt: attempt, waited: .zero, jitter: 1)
  }

  @Test(
    "only what may pass by itself is sent again",
    arguments: [
      (429, true), (500, true), (502, true), (503, true), (504, true),
      (200, false), (404, false), (401, false), (403, false), (400, false), (405, false),
      (507, false),  // a full disk does not empty itself
      (501, false),  // what is not implemented stays so
    ])
  func statuses(status: Int, isSentAgain: Bool) { #expect((wait(status) != nil) == isSentAgain) }

  @Test(
    "the server's own wait goes before ours",
    arguments: [
      ("7", Duration.seconds(7)),
      (" 7 ", .seconds(7)),
      ("0", .zero),
      ("180", .seconds(180)),  // exactly the budget
      ("181", nil),  // more than the budget: asking earlier would be refused again
      ("315360000", nil),  // ten years
      ("99999999999999999999", .milliseconds(400)),  // no number that fits: our own wait
      ("soon", .milliseconds(400)),
      ("-5", .milliseconds(400)),
      ("Fri, 27 Nov 2026 21:00:30 GMT", .seconds(30)),  // by the server's clock, whatever ours says
      ("Fri, 27 Nov 2026 20:00:00 GMT", .zero),  // over already
      ("Fri, 27 Nov 2036 21:00:30 GMT", nil),
    ] as [(String, Duration?)])
  func retryAfter(header: String, expected: Duration?) {
    #expect(wait(429, [("retry-after", header), ("Date", "Fri, 27 Nov 2026 21:00:00 GMT")]) == expected)
  }

  @Test("a date without the server's clock beside it is not believed")
  func dateAlone() {
    #expect(wait(503, [("Retry-After", "Fri, 27 Nov 2026 21:00:30 GMT")]) == .milliseconds(400))
  }

  @Test(
    "GHCR says its wait in its message",
    arguments: [
      ("retry-after: 12.5ms, allowed: 2000/minute", Duration.milliseconds(12.5)),
      ("retry-after: 3s, allowed: 2000/minute", .seconds(3)),
      ("retry-after: 2m0s, allowed", .seconds(120)),
      ("retry-after: often", .milliseconds(400)),
    ])
  func message(body: String, expected: Duration) { #expect(wait(429, [], body) == expected) }

  @Test("a missing right is final, a secondary rate limit with the same status is not")
  func forbidden() {
    #expect(wait(403, [], #"{"errors":[{"code":"DENIED"}]}"#) == nil)
    #expect(wait(403, [], #"{"message":"You have exceeded a secondary rate limit."}"#) != nil)
    #expect(wait(403, [("Retry-After", "5")]) == .seconds(5))
  }

  @Test("waits double, have jitter, and end")
  func backOff() {
    let waits = (1...5).map { policy.wait(after: nil, attempt: $0, waited: .zero, jitter: 1) }
    #expect(waits == [.milliseconds(400), .milliseconds(800), .milliseconds(1600), .milliseconds(3200), nil])
    #expect(policy.wait(after: nil, attempt: 1, waited: .zero, jitter: 0) == .milliseconds(200))
    #expect(policy.wait(after: nil, attempt: 1, waited: .seconds(180), jitter: 1) == nil)
  }

  @Test("an attempt of any number neither overflows nor waits too long")
  func manyAttempts() {
    var policy = policy
    policy.attempts = .max
    #expect(policy.wait(after: nil, attempt: .max - 1, waited: .zero, jitter: 1) == .seconds(60))
  }
}
