/// A release that is ready to be published: its record, and what the record's claims would put where.
public struct Draft: Sendable {
  /// The identity of a value that only the build will tell.
  public static let unbuilt = "unbuilt"

  /// The record, with claims that are not active yet.
  public var record: Record
  /// The value of each claim.
  public var values: [SlotName: HeldValue]
  /// By floating slot, the highest stable tag in its scope that no record knows, as a version.
  public var ranks: [String: String]
  /// Slots whose foreign value is taken over, whatever it is but for those that ``Record/forcedOver`` names.
  public var force: Set<String>
  /// Its record was begun before the build, and is replaced only while that cut of it goes on; else it must be free.
  ///
  /// The draft's events are then those that it was begun with.
  public var isBegun = true
  /// Further content that undo needs and nothing else keeps, such as a chart's archive.
  public var attachments: [HeldValue] = []

  /// Makes a draft.
  public init(
    record: Record, values: [SlotName: HeldValue], ranks: [String: String] = [:], force: Set<String> = []
  ) {
    self.record = record
    self.values = values
    self.ranks = ranks
    self.force = force
  }

  /// Holds the forced slots to what they are seen to hold.
  public mutating func see(_ now: [SlotName: HeldValue]) {
    let forced = record.claims.filter { force.contains($0.slot) }
    see(forced.map { ForcedSlot($0.slot, seen: now[$0.name]?.identity) })
  }

  /// Takes further slots over, or some anew, each only while it holds what was seen.
  public mutating func see(_ seen: [ForcedSlot]) {
    record.force(seen)
    force.formUnion(seen.map(\.slot))
  }
}
