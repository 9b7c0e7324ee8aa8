import EngineTesting
import OCI
import Publishing
import ReleaseEngine
import Synchronization

/// Image layouts on disk, with the ledger and the git tags in memory.
struct LayoutWorld: StoryWorld {
  let layouts: StoryLayouts
  let shelf = Shelf()
  let unrecorded: [String]
  private let ticks = Ticks()
  private static let holder = Holder(host: "h", actor: "Tester <tester@example.org>", pid: 1, start: "1")

  /// Counts, for times and ids.
  private final class Ticks: Sendable {
    private let count = Mutex(0)
    func next() -> Int {
      count.withLock {
        $0 += 1
        return $0
      }
    }
  }

  init(at root: String, unrecorded: [String]) async throws {
    layouts = StoryLayouts(root: root)
    self.unrecorded = unrecorded
    try await layouts.reset(adopting: unrecorded)
  }

  func strangers(at slot: String) -> [String] { StoryLayouts.strangers.map(\.digest.description) }
  func state() async throws -> LedgerState { await shelf.state }

  func shown() async throws -> [String: String] {
    try layouts.shown().merging(await shelf.world) { one, _ in one }
  }

  private static func tag(_ version: String) -> MemoryTag { MemoryTag("git", "v\(version)") }

  func claims(of version: String) async throws -> [RuleModel.Claim] {
    StoryLayouts.claims(of: version) + [
      RuleModel.Claim(slot: Self.tag(version).address, role: .tag, value: "tag-\(version)")
    ]
  }

  func perform(_ step: StoryStep) async throws {
    switch step {
    case .cut(let version, let force):
      var draft = try StoryLayouts.draft(of: version, holder: Self.holder, unrecorded: unrecorded, force: force)
      let tag = SlotName(Self.tag(version))
      draft.record.claims.append(Claim(tag, .tag, value: "tag-\(version)"))
      draft.values[tag] = MemoryValue("tag-\(version)").held
      draft.record.events = try await publisher.begin(draft.record).events
      do {
        _ = try await publisher.publish(draft)
      } catch {
        // A cut that is refused frees its version, as the command does.
        _ = try await publisher.drop(draft.record.tag, as: .aborted, saying: "aborted")
        throw error
      }
    case .rollBack(let version, let purging, let keep, let force):
      let request = RollbackSettlement.Request(purging ? .purge : .withdraw, keep: keep, force: force)
      _ = try await publisher.rollBack(request, of: "v\(version)")
    case .undo(let version, let force):
      _ = try await publisher.rollBack(RollbackSettlement.Request(.undo, force: force), of: "v\(version)")
    case .stranger(let slot, let value):
      guard slot.hasPrefix("memory:") else { return try await layouts.put(value, at: slot) }
      await shelf.put(value, at: slot)
    }
  }

  private var publisher: Publisher {
    let client = ShelfClient("tester", on: shelf)
    let (ticks, layouts) = (ticks, layouts)
    let catalog = SlotCatalog([
      .init(MemoryTag.self) { _ in client },
      .init(RegistryTag.self) { place in layouts.layout(String(place.rawValue.dropFirst("oci-layout:".count))) },
    ])
    return Publisher(
      ledger: MemoryLedger(client, checksCoding: false), catalog: catalog, holder: Self.holder,
      liveness: { _ in .own }, clock: { "at \(ticks.next())" }, makeID: { "lock-\(ticks.next())" })
  }
}
