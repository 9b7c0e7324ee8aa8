import ReleaseEngine

/// Values of slots in few characters, for people.
enum ShortIdentity {
  /// An object id of seven characters, a digest of twelve after its algorithm, `-` for nothing.
  static func text(_ identity: String?) -> String {
    guard let identity else { return "-" }
    if let colon = identity.firstIndex(of: ":") {
      return "\(identity[...colon])\(identity[identity.index(after: colon)...].prefix(12))"
    }
    return identity.count == 40 ? String(identity.prefix(7)) : identity
  }

  /// Before and after of a change.
  static func arrow(_ change: SlotChange) -> String {
    "\(text(change.before?.identity)) → \(text(change.after?.identity))"
  }
}
