/// What a token is for (distribution, spec/auth/scope.md).
struct TokenScope: Hashable, Sendable {
  /// What may be done with it.
  enum Actions: String, Sendable {
    case pull
    case push = "pull,push"
    case delete = "delete,pull,push"
  }

  var location: RegistryLocation
  var actions: Actions
  /// A second repository of the same registry that is read, where a blob is mounted from there.
  var source: String?

  /// The values of the parameter `scope`.
  var texts: [String] {
    ["repository:\(location.repository):\(actions.rawValue)"] + (source.map { ["repository:\($0):pull"] } ?? [])
  }
}
