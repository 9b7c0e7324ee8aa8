/// What is being done, or was done last, to a release.
public struct Operation: Codable, Hashable, Sendable {
  /// The verbs that write slots.
  public enum Verb: String, Codable, Sendable {
    case cut, withdraw, purge, undo, abort

    /// Whether `--force` reaches a slot that shows somebody else's value: floating ones always; a name of a version where
    /// somebody has deleted it and it is published again, since nothing is overwritten so.
    func mayForce(_ role: Role, found: String?, to after: String?) -> Bool {
      role == .floating || self == .undo && found == nil && after != nil
    }
  }

  /// What is done.
  public var verb: Verb
  /// Roles that a rollback leaves as they are.
  public var keep: [Role]
  /// How the release stood before an undo, for taking the undo back.
  @ExplicitNull public var previousMode: RollbackMode?
  /// The claims as they stood before an undo, for taking the undo back; nil once it is done.
  @ExplicitNull public var previousClaims: [Claim]?
  /// It takes back another one that was in flight; to abort it once more is to go on with it.
  public var turnsBack = false

  /// Makes an operation.
  public init(_ verb: Verb, keep: [Role] = []) {
    self.verb = verb
    self.keep = keep
    previousMode = nil
    previousClaims = nil
  }

  /// Makes the undo of a rollback.
  init(undoing record: Record) {
    self.init(.undo)
    previousMode = record.mode
    previousClaims = record.claims
  }

  enum CodingKeys: String, CodingKey {
    case verb, keep
    case previousClaims = "previous_claims"
    case turnsBack = "turns_back"
    case previousMode = "previous_mode"
  }

  /// The order in which its slots are written.
  public var order: [Role] {
    switch verb {
    case .cut, .undo: Role.publishing
    case .withdraw, .purge, .abort: Role.takingBack
    }
  }

  /// Whether it goes on past a slot that it cannot write.
  public var goesOn: Bool {
    switch verb {
    case .cut: false
    case .withdraw, .purge, .undo, .abort: true
    }
  }
}
