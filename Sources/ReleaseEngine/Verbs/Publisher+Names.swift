public import Refusals

extension Publisher {
  /// Names of a version that hold something although no record claims them, each as a refusal; nothing is written.
  public func takenNames(_ claims: [Claim]) async throws -> [Refusal] {
    let names = claims.filter { $0.role != .floating && $0.role != .branch }
    let (rightful, now) = (try await ledger.load().state.rightful, try await catalog.read(names.map(\.name)))
    return try names.compactMap { claim in
      guard let held = now[claim.name], !rightful.isClaimed(claim.slot), try !catalog.isResidue(held, in: claim.name)
      else { return nil }
      return CutSettlement.taken(claim, held.identity)
    }
  }
}
