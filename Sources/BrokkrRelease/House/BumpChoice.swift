import ArgumentParser
import SemanticVersioning

/// How far the version is to move, as it is typed.
enum BumpChoice: String, CaseIterable, ExpressibleByArgument, Sendable {
  case auto, major, minor, patch

  /// What it asks for.
  var requested: NextVersion.RequestedBump {
    switch self {
    case .auto: .auto
    case .major: .exactly(.major)
    case .minor: .exactly(.minor)
    case .patch: .exactly(.patch)
    }
  }
}
