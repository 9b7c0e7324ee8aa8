public import ReleaseEngine

/// A world in memory: slots with their values, and the events of a ledger. What happens to it is written down.
public actor Shelf {
  /// A write as it happened.
  public struct Write: Hashable, Sendable {
    /// Who wrote.
    public var client: String
    /// The slot's address.
    public var slot: String
    /// The identity that it replaced; nil for nothing.
    public var before: String?
    /// The identity that it left; nil for nothing.
    public var after: String?
    /// Whether the ledger had a lock at that moment.
    public var isLocked: Bool
  }

  /// How a slot refuses writes.
  public enum Denial: Hashable, Sendable {
    /// Now, and perhaps not later.
    case forNow
    /// Always.
    case forGood
  }

  /// Whether a place writes all or nothing, and only over what was expected; by its name, since it never changes.
  public static func compares(_ place: PlaceName) -> Bool { place == "git" }

  /// The slot that holds the ledger's head.
  public static let ledger = MemoryTag("git", "ledger")

  /// What every slot holds, by address.
  public private(set) var values: [String: String] = [:]
  /// Every write of a client, oldest first; what a stranger does is not in it.
  public private(set) var journal: [Write] = []
  private var events: [String: LedgerEvent] = [:]
  private var denials: [String: Denial] = [:]
  private var loose = 0

  /// Makes an empty world.
  public init() {}

  /// A world of its own that holds the same.
  public func copy() async -> Shelf {
    let other = Shelf()
    await other.take(values, journal, events, denials, loose)
    return other
  }

  private func take(
    _ values: [String: String], _ journal: [Write], _ events: [String: LedgerEvent], _ denials: [String: Denial],
    _ loose: Int
  ) {
    (self.values, self.journal, self.events, self.denials, self.loose) = (values, journal, events, denials, loose)
  }

  /// What the slots hold, without the ledger's head: what a release is about.
  public var world: [String: String] { values.filter { $0.key != Self.ledger.address } }

  /// A stranger puts something somewhere, or takes it away.
  public func put(_ value: String?, at slot: String) { values[slot] = value }

  /// Makes a slot refuse writes, or take them again.
  public func refuse(_ slot: String, _ denial: Denial?) { denials[slot] = denial }

  /// Forgets the writes that happened.
  public func clearJournal() { journal = [] }

  /// The events of the ledger, oldest first.
  public var history: [LedgerEvent] {
    var chain: [LedgerEvent] = []
    var next = values[Self.ledger.address]
    while let id = next, let event = events[id] {
      chain.append(event)
      next = event.parent
    }
    return chain.reversed()
  }

  /// The state that the ledger's head holds.
  public var state: LedgerState { head?.state ?? LedgerState() }

  private var head: LedgerEvent? { values[Self.ledger.address].flatMap { events[$0] } }

  func read(_ slots: [String]) -> [String: String] {
    slots.reduce(into: [:]) { found, slot in found[slot] = values[slot] }
  }

  func event(_ id: String) -> LedgerEvent? { events[id] }

  func keep(_ event: LedgerEvent) -> String {
    loose += 1
    let id = "event-\(loose)"
    events[id] = event
    return id
  }

  /// Makes all changes or none; where `compares`, each over what it expects.
  func write(_ changes: [(slot: String, before: String?, after: String?)], by client: String, compares: Bool) throws {
    for change in changes {
      switch denials[change.slot] {
      case .forNow: throw ShelfFailure.busy(change.slot)
      case .forGood: throw Unwritable(slot: change.slot, reason: "it never takes a write")
      case nil: break
      }
      if compares, values[change.slot] != change.before { throw ShelfFailure.stale(change.slot) }
    }
    let isLocked = state.lock != nil
    for change in changes {
      journal.append(
        Write(
          client: client, slot: change.slot, before: values[change.slot], after: change.after, isLocked: isLocked))
      values[change.slot] = change.after
    }
  }
}
