/// Why something was not done, said so that the reader can go on.
///
/// Every error that reaches a person is one of these: what did not happen, why, and what to do next.
public struct Refusal: Error, Hashable, Sendable {
  /// What kind of refusal it is; decides the exit status.
  public var code: Code
  /// What did not happen, one sentence.
  public var what: String
  /// The cause, without a period at its end where it ends in an id; empty where `what` says it all.
  public var why: String
  /// What to do next; empty where nothing can be done.
  public var remedy: String

  /// Makes a refusal of its parts.
  public init(_ code: Code, what: String, why: String = "", remedy: String = "") {
    self.code = code
    self.what = what
    self.why = why
    self.remedy = remedy
  }

  /// `what` and `why` in one text.
  public var message: String { why.isEmpty ? what : "\(what)\n\(why)" }
}

extension Refusal: CustomStringConvertible {
  /// The whole refusal as plain text.
  public var description: String { remedy.isEmpty ? message : "\(message)\n\(remedy)" }
}
