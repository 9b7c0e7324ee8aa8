/// A token and its end.
struct TokenGrant: Sendable {
  var header: String
  var end: ContinuousClock.Instant
}
