public import Git
import Refusals
public import ReleaseEngine

/// A reference: a release's tag, its branch, or the ledger's own.
public struct GitReference: Slot {
  /// `git.ref`.
  public static let kind: SlotKind = "git.ref"
  /// The full name, such as `refs/tags/v1.2.0`.
  public let name: String

  /// Makes the slot of a full name.
  public init(_ name: String) { self.name = name }

  /// Reads `git:refs/…`.
  public init(address: String) throws {
    guard address.hasPrefix("git:refs/") else {
      throw Refusal(.ledgerDamaged, what: "A record names a git reference `\(address)`, which is none.")
    }
    name = String(address.dropFirst(4))
  }

  /// `git:` and the full name.
  public var address: String { "git:\(name)" }
  /// All references lie in one place: a push moves any of them together.
  public var place: PlaceName { "git" }

  /// An object id, with the objects that the far side may lack.
  public struct Value: SlotValue {
    /// What the reference points at: a tag object or a commit.
    public var id: ObjectID
    /// An encoded ``ObjectBundle``; empty where the objects are known to be there.
    public var content: [UInt8]

    /// Makes a value.
    public init(_ id: ObjectID, content: [UInt8] = []) { (self.id, self.content) = (id, content) }

    /// Reads a value from a record.
    public init(identity: String, content: [UInt8]) throws {
      self.init(try ObjectID(parsing: identity), content: content)
    }

    /// The id in hexadecimal.
    public var identity: String { id.description }
  }

  /// Asks for exactly these references.
  public static func read(_ slots: [Self], at place: GitPlace) async throws -> [Self: Value] {
    let found = try await place.store.references(slots.map(\.name))
    return slots.reduce(into: [:]) { held, slot in held[slot] = found[slot.name].map { Value($0) } }
  }

  /// Moves them all or none, each over what it held.
  public static func write(_ changes: [Change<Self>], at place: GitPlace) async throws {
    for change in changes {
      guard let after = change.after, !after.content.isEmpty, !place.repository.contains(after.id) else { continue }
      try ObjectBundle(decoding: after.content).store(in: place.repository)
    }
    do {
      try await place.store.apply(
        changes.map { ReferenceUpdate(name: $0.slot.name, before: $0.before?.id, after: $0.after?.id) })
    } catch let rejection as ReferenceRejected {
      let names = rejection.name.split(separator: ", ").map(String.init)
      if !rejection.isStale,
        let refused = changes.first(where: { change in
          // A push that is refused as a whole names any of its references, and the rule's own text the one that it is for.
          let isNamed = names.contains(change.slot.name) || rejection.reason.contains(change.slot.name)
          return isNamed && change.after == nil && change.before != nil
        })
      {
        // A rule that lets tags be made and not be removed will say so every time.
        throw Unwritable(
          slot: refused.slot.address,
          reason: "the remote does not let it be removed: \(rejection.reason.replacing("\n", with: " "))")
      }
      throw Refusal(
        rejection.isUnauthorized ? .unauthorized : .remoteRefused, what: "The remote did not move \(rejection.name).",
        why: rejection.reason,
        remedy: Self.remedy(for: rejection))
    }
  }

  private static func remedy(for rejection: ReferenceRejected) -> String {
    if rejection.isStale { return "It moved meanwhile; look at it before you go on." }
    let unwritten = ["unpacker error", "No space left", "quota exceeded", "couldn't write"]
    if unwritten.contains(where: rejection.reason.contains) {
      return "The remote could not write what it was sent: look at the room and the rights of its disk."
    }
    return "Its hook or protection rule has to allow it for the identity that pushes."
  }

  /// A branch holds every commit that it contains; any other reference what it points at.
  public func holds(_ value: Value?, now: Value?, at place: GitPlace) async throws -> Bool {
    guard value != now else { return true }
    guard name.hasPrefix("refs/heads/"), name != place.ledger, let value, let now else { return false }
    try await place.bring(now.id, of: name)
    guard place.repository.contains(value.id) else {
      // A shallow clone that ends above the commit cannot tell; the full history was checked when it was pushed.
      // A value that brings its objects is one that is still to be written.
      return place.repository.isShallow && value.content.isEmpty
    }
    guard try !place.repository.isAncestor(value.id, of: now.id) else { return true }
    // Nor can one whose end below the branch is not below the commit.
    return try place.repository.commits(from: now.id, excluding: [value.id]).isCutOff
  }

  /// A branch is never rewritten, so its commits stay.
  public func reversal(of change: Change<Self>, at place: GitPlace) async throws -> Reversal {
    if name.hasPrefix("refs/tags/"), change.before == nil, let problem = try await place.keepsTag(name) {
      return .forbidden("the tag: \(problem)")
    }
    guard name.hasPrefix("refs/heads/"), name != place.ledger else { return .exact }
    return .leaving("the commit in the history of \(name.dropFirst(11)); a purge adds one that sets the versions back")
  }
}
