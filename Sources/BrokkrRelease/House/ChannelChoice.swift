import ArgumentParser
import SemanticVersioning

/// The channel of a candidate, as it is typed.
enum ChannelChoice: String, CaseIterable, ExpressibleByArgument, Sendable {
  case rc, beta, alpha

  /// The channel.
  var channel: Channel {
    switch self {
    case .rc: .rc
    case .beta: .beta
    case .alpha: .alpha
    }
  }
}
