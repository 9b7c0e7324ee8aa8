/// What a release would give a slot, won or not.
public struct Claim: Codable, Hashable, Sendable {
  /// The slot's address.
  public var slot: String
  /// The slot's type.
  public var kind: SlotKind
  /// What the slot is to the release.
  public var role: Role
  /// The identity that the release gives it; nil for nothing.
  @ExplicitNull public var value: String?
  /// The identity of the form that says "withdrawn", for slots that have one; nil for the rest.
  @ExplicitNull public var withdrawn: String?
  /// The claim counts.
  public var active: Bool
  /// The claim gives the slot its withdrawn form.
  public var isWithdrawn: Bool
  /// What the slot held, where no claim was active on it when this one was made; nil elsewhere.
  @ExplicitNull public var base: Base?

  /// Makes a claim that is not yet active.
  public init(_ slot: SlotName, _ role: Role, value: String?, withdrawn: String? = nil) {
    self.slot = slot.address
    self.kind = slot.kind
    self.role = role
    self.value = value
    self.withdrawn = withdrawn
    active = false
    isWithdrawn = false
    base = nil
  }

  /// The slot.
  public var name: SlotName { SlotName(kind, slot) }

  /// The identity that it gives the slot as it stands.
  public var shown: String? { isWithdrawn ? withdrawn : value }

  /// The claim after a rollback or its undo.
  public func switched(by verb: Operation.Verb) -> Claim {
    var claim = self
    switch verb {
    case .withdraw:
      if role.endsWithWithdrawal { claim.active = false }
      if withdrawn != nil { claim.isWithdrawn = true }
    case .purge, .abort: claim.active = false
    case .cut, .undo: (claim.active, claim.isWithdrawn) = (true, false)
    }
    return claim
  }

  enum CodingKeys: String, CodingKey {
    case slot, kind, role, value, withdrawn, active, base
    case isWithdrawn = "is_withdrawn"
  }
}
