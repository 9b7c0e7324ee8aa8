import Planning
import Publishing
import Refusals
import ReleaseEngine

extension RemoteCut {
  /// Reads slots for a release that a run makes elsewhere: what a registry does not let this machine read, the run's own
  /// survey reads, so that it is a remark here.
  ///
  /// - Returns: what the slots show, and those that could not be read.
  /// - Throws: a `Refusal` for any other reason.
  static func look(
    at slots: [SlotName], _ session: Session
  ) async throws -> (now: [SlotName: HeldValue], unseen: Set<SlotName>) {
    let catalog = session.workspace.catalog
    var (now, unseen): ([SlotName: HeldValue], Set<SlotName>) = ([:], [])
    let places = try Dictionary(grouping: slots) { try catalog.place(of: $0).rawValue }
    for (place, slots) in places.sorted(by: { $0.key < $1.key }) {
      do {
        now.merge(try await catalog.read(slots)) { first, _ in first }
      } catch let refusal as Refusal
        where refusal.code == .unauthorized && slots.allSatisfy({ $0.kind == RegistryTag.kind })
      {
        unseen.formUnion(slots)
        session.output.note(
          Note(
            "registry-not-seen",
            "\(place) was not looked at: its registry does not let you read it from here. The run looks at it before anybody is asked to approve."
          ))
      }
    }
    return (now, unseen)
  }

  /// What stands in the way, without the advice that no run elsewhere can be given.
  static func withoutForce(_ refusal: Refusal) -> Refusal {
    guard refusal.code == .foreign, refusal.remedy.contains("--force") else { return refusal }
    var refusal = refusal
    refusal.remedy = "Find out who moved it. \(putBack)"
    return refusal
  }

  /// How a floating slot gets its rightful value where it cannot be taken over.
  static let putBack = """
    The run takes over no value that somebody else wrote: put back what the slot should show, for an image by \
    `docker buildx imagetools create --tag REPOSITORY:TAG REPOSITORY@DIGEST`, for the latest mark on the release's page. \
    Then cut without --force.
    """
}
