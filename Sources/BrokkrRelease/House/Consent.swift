/// What a question was answered.
enum Consent: Hashable, Sendable {
  /// Go on.
  case yes
  /// Do not.
  case no
  /// Nobody can answer: standard input is no terminal, or nothing may be asked.
  case unavailable
}
