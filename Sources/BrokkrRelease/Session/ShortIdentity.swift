import Publishing
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

  /// The value of a slot; of a latest mark the release that bears it.
  private static func text(_ value: HeldValue?, in slot: SlotName) -> String {
    guard slot.kind == LatestMark.kind, let value,
      let tag = try? LatestMark.Value(identity: value.identity, content: value.content).tag
    else { return text(value?.identity) }
    return tag
  }

  /// The release that a value of a latest mark names; nil where it is another kind of value.
  static func release(_ value: HeldValue?) -> String? {
    value.flatMap { try? LatestMark.Value(identity: $0.identity, content: $0.content).tag }
  }

  /// The values of a table by their identities, where they say more than these: the releases that a latest mark names.
  static func names(_ tags: some Sequence<String>) -> [String: String] {
    Dictionary(tags.map { (LatestMark.Value(tag: $0).identity, $0) }) { first, _ in first }
  }

  /// Before and after of a change.
  static func arrow(_ change: SlotChange) -> String {
    "\(text(change.before, in: change.slot)) → \(text(change.after, in: change.slot))"
  }
}
