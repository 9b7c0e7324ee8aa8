import Refusals

/// An error that says to programs as much as an answer would.
struct ExplainedRefusal: Error {
  /// Why there is no answer; never empty.
  var refusals: [Refusal]
  /// The fields of the answer, in the object of the error.
  var json: @Sendable () -> JSONValue
}
