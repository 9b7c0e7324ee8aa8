/// A named place in the outside world that holds one value, or nothing.
///
/// A slot is dumb: it reads, and it writes what it is told. Whether to write, and whether a write held, is decided
/// once, by ``Change/apply(_:at:)``.
public protocol Slot: Hashable, Sendable {
  /// The capability it may touch, and no more.
  associatedtype Place: Sendable
  /// What it holds.
  associatedtype Value: SlotValue
  /// The type of slot as it is written to records; never changes once released.
  static var kind: SlotKind { get }
  /// A rollback goes on while its place cannot be read: it is a page about a release, and nobody runs what it shows.
  static var mayBeAway: Bool { get }
  /// The role of the slot that decides whether this one can hold a value at all, as the page of a release decides about a
  /// mark on it; nil for slots that stand alone.
  ///
  /// Such a slot is kept only together with that role. What cannot be put on it is left out, and its place then shows
  /// what it likes.
  static var follows: Role? { get }
  /// Reads an address of a record, on another machine and without the configuration that planned it.
  init(address: String) throws
  /// The slot's name in plans, records and output.
  var address: String { get }
  /// Slots of one kind and place are read and written in one go.
  var place: PlaceName { get }
  /// What the slots hold, in one conversation; an empty slot has no entry.
  static func read(_ slots: [Self], at place: Place) async throws -> [Self: Value]
  /// Writes every `after`; where the far side compares and swaps, over `before`. All or none where the far side can.
  static func write(_ changes: [Change<Self>], at place: Place) async throws
  /// Whether a slot that shows `now` counts as holding `value`; by default when they are equal.
  func holds(_ value: Value?, now: Value?, at place: Place) async throws -> Bool
  /// How `change` could be taken back, as far as the place says today; asked for the plan.
  func reversal(of change: Change<Self>, at place: Place) async throws -> Reversal
  /// The tag of the release that a value names; nil where values name none.
  func tag(of value: Value) -> String?
  /// Whether `value` is a trace of a write of ours that was cut short, to be overwritten like the value before it.
  func isResidue(_ value: Value) -> Bool
  /// What the place lacks for `value` to be worth showing, such as a child of an index; nil when it is whole.
  func shortfall(of value: Value, at place: Place) async throws -> String?
  /// Everything below `value` that is not what it should be, each in one clause; with `isDeep` all of it is read.
  func lacks(of value: Value, isDeep: Bool, at place: Place) async throws -> [String]
}

extension Slot {
  /// No: what cannot be read may hold anything.
  public static var mayBeAway: Bool { false }
  /// Nothing: most slots stand alone.
  public static var follows: Role? { nil }
  /// None: most values are content, and no names of releases.
  public func tag(of value: Value) -> String? { nil }
  /// Equality: what most slots mean by holding a value.
  public func holds(_ value: Value?, now: Value?, at place: Place) async throws -> Bool { value == now }
  /// Exact: what most places allow.
  public func reversal(of change: Change<Self>, at place: Place) async throws -> Reversal { .exact }
  /// No: most places are written in one step.
  public func isResidue(_ value: Value) -> Bool { false }
  /// Nothing is lacking: most values stand for themselves.
  public func shortfall(of value: Value, at place: Place) async throws -> String? { nil }
  /// What is lacking: most values have nothing below that could be read.
  public func lacks(of value: Value, isDeep: Bool, at place: Place) async throws -> [String] {
    try await [shortfall(of: value, at: place)].compactMap(\.self)
  }
}
