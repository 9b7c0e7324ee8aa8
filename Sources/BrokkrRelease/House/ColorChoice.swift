import ArgumentParser

/// When color is used.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument, Sendable {
  case auto, always, never

  /// Whether a stream is written in color: the option wins, then the common variables, then what the stream is.
  func isColored(_ environment: Environment, isTerminal: Bool) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      if environment["NO_COLOR"] != nil { return false }
      if let force = environment["CLICOLOR_FORCE"] { if force != "0" { return true } }
      if environment["TERM"] == "dumb" || environment["CLICOLOR"] == "0" { return false }
      return isTerminal
    }
  }
}
