/// The record of a release, as it lies in the ledger; the bytes of its values lie beside it under `content/`.
public struct Record: Codable, Hashable, Sendable {
  /// The form of this document.
  public static let currentSchema = 1

  /// The form it was written in.
  public var schemaVersion = Record.currentSchema
  /// The version, without the tag's prefix.
  public var version: String
  /// The git tag.
  public var tag: String
  /// The component, where the configuration has several; nil elsewhere.
  @ExplicitNull public var component: String?
  /// The release commit; nil before it is made.
  @ExplicitNull public var commit: String?
  /// The commit that was released: the candidate's parent, or the candidate itself where nothing was stamped.
  @ExplicitNull public var head: String?
  /// The branch that moves; nil where none does.
  @ExplicitNull public var branch: String?
  /// How far it is.
  public var state: ReleaseState
  /// The hash of the approved plan.
  @ExplicitNull public var planHash: String?
  /// The images.
  public var images: [RecordedImage] = []
  /// The charts.
  public var charts: [RecordedChart] = []
  /// How it was taken back; nil where it was not.
  @ExplicitNull public var mode: RollbackMode?
  /// What it would give every slot that the configuration names.
  public var claims: [Claim] = []
  /// The changes of the last operation, each slot once.
  public var changes: [ChangeEntry] = []
  /// Who let it go out.
  public var approvals: [Approval] = []
  /// What happened, oldest first.
  public var events: [RecordedEvent] = []
  /// The scalars that carry its version.
  public var stamped: [StampedScalar] = []
  /// The changelog that its commit adds a section to; nil where it adds none.
  @ExplicitNull public var changelog: String?
  /// The tag was there before; somebody else made it.
  public var adopted = false
  /// What is being done, or was done last; nil before publishing.
  @ExplicitNull public var operation: Operation?
  /// The order of the records that reached publishing; 0 before.
  public var ordinal = 0
  /// Floating slots whose foreign value it takes over; nil for none.
  public var forced: [String]?
  /// What those were seen to hold when they were to be taken over; nil for none.
  public var forcedOver: [ForcedSlot]?
  /// Who cut it, as a name and an address; nil before that is known.
  public var cutBy: String?
  /// The fingerprints of the cutter's own signing keys, as far as git knew them; nil for none.
  public var cutKeys: [String]?
  /// Workflows that are started on the tag once it is published; nil for none.
  public var dispatch: [RecordedDispatch]?
  /// Who wrote the record last.
  public var holder: Holder
  /// Where the content of a parked release was handed over; nil where it was not.
  @ExplicitNull public var handOver: String?

  /// Makes the first record of a release.
  public init(version: String, tag: String, component: String?, state: ReleaseState, holder: Holder) {
    self.version = version
    self.tag = tag
    self.component = component
    self.state = state
    self.holder = holder
    commit = nil
    head = nil
    branch = nil
    planHash = nil
    mode = nil
    changelog = nil
    operation = nil
    handOver = nil
  }

  /// Published and not taken back.
  public var isLive: Bool { state == .published && mode == nil }

  /// The version may never be cut again with other bytes: its record has said publishing.
  public var isBurnt: Bool { ordinal > 0 }

  /// An undo was begun and has not been finished.
  public var isBeingUndone: Bool { state == .publishing && operation?.verb == .undo }

  /// Whether it is the cut that it was when it said `earlier`, and goes out with what was approved then: nobody has dropped
  /// it and begun or parked another one since.
  func goesOn(from earlier: Record) -> Bool {
    guard events.starts(with: earlier.events) else { return false }
    let isAnother = events.dropFirst(earlier.events.count).contains { $0.isBeginning }
    return !isAnother && (state != .awaitingApproval || planHash == earlier.planHash)
  }

  /// Takes note of slots that are to be taken over, each with what it was seen to hold last.
  mutating func force(_ seen: [ForcedSlot]) {
    let kept = (forcedOver ?? []).filter { entry in !seen.contains { $0.slot == entry.slot } }
    let all = (kept + seen).sorted { $0.slot < $1.slot }
    forcedOver = all.isEmpty ? nil : all
    forced = all.isEmpty ? nil : all.map(\.slot)
  }

  /// The claim on a slot; nil where it has none.
  public func claim(on slot: String) -> Claim? { claims.first { $0.slot == slot } }

  enum CodingKeys: String, CodingKey {
    case version, tag, component, commit, head, branch, state, images, charts, mode, claims, changes, approvals, events
    case stamped, changelog, adopted, operation, ordinal, forced, dispatch, holder
    case schemaVersion = "schema_version"
    case planHash = "plan_hash"
    case cutBy = "cut_by"
    case cutKeys = "cut_keys"
    case forcedOver = "forced_over"
    case handOver = "hand_over"
  }
}
