import EngineTesting
import ReleaseEngine
import SemanticVersioning
import Synchronization

/// A registry, a chart repository, a forge and a git remote on one shelf, and what a release puts there.
struct World {
  let shelf: Shelf
  /// Stable versions whose tags no record knows.
  var unrecorded: [String] = []
  /// Whether a release moves a branch.
  var hasBranch = false
  /// Whether the ledger writes its records down and reads them again each time.
  var checksCoding = false
  private let ticks = Ticks()

  init(holding values: [String: String] = [:], unrecorded: [String] = [], on shelf: Shelf = Shelf()) async {
    self.shelf = shelf
    self.unrecorded = unrecorded
    for (slot, value) in values { await shelf.put(value, at: slot) }
  }

  /// Counts, for times and ids.
  final class Ticks: Sendable {
    private let count = Mutex(0)
    func next() -> Int {
      count.withLock {
        $0 += 1
        return $0
      }
    }
  }

  /// The same world, going its own way from here on.
  func copy() async -> World {
    var world = await World(unrecorded: unrecorded, on: shelf.copy())
    (world.hasBranch, world.checksCoding) = (hasBranch, checksCoding)
    return world
  }

  // MARK: Slots

  /// The versions that stories are about.
  static let versions = ["1.1.3", "1.1.4", "1.2.0", "1.2.1-rc.1", "1.2.1", "1.3.0", "2.0.0-rc1", "2.0.0"]

  /// What a repository shows whose tags no record knows.
  static let adopted: [String: String] = [
    image("latest"): "image-1.2.9", image("1"): "image-1.2.9", image("1.2"): "image-1.2.9",
    image("1.1"): "image-1.1.2", mirror("latest"): "image-1.2.9",
  ]
  /// Its stable tags.
  static let adoptedTags = ["1.1.2", "1.2.9"]

  static func image(_ tag: String) -> String { MemoryTag("images", tag).address }
  static func mirror(_ tag: String) -> String { MemoryTag("mirror", tag).address }
  static func chart(_ version: String) -> String { MemoryTag("charts", version).address }
  static func page(_ version: String) -> String { MemoryRelease("v\(version)").address }
  static func tag(_ version: String) -> String { MemoryTag("git", "v\(version)").address }
  static let branch = MemoryTag("git", "branch-main").address

  /// The floating slots of a version, most special first; none for a pre-release.
  static func floats(_ version: String) -> [String] { known[version]?.floats ?? makeFloats(version) }

  /// What the stories ask for again and again.
  private static let known: [String: (floats: [String], slots: [(slot: String, role: Role, value: String)])] =
    Dictionary(uniqueKeysWithValues: versions.map { ($0, (makeFloats($0), makeSlots($0))) })

  private static func makeFloats(_ version: String) -> [String] {
    guard !version.contains("-") else { return [] }
    let parts = version.split(separator: ".")
    return [image("\(parts[0]).\(parts[1])"), image("\(parts[0])"), image("latest"), mirror("latest")]
  }

  /// Every slot of a version with its role and the value it gets.
  static func slots(_ version: String) -> [(slot: String, role: Role, value: String)] {
    known[version]?.slots ?? makeSlots(version)
  }

  private static func makeSlots(_ version: String) -> [(slot: String, role: Role, value: String)] {
    makeFloats(version).map { ($0, .floating, "image-\(version)") } + [
      (image(version), .images, "image-\(version)"),
      (chart(version), .charts, "chart-\(version)"),
      (page(version), .release, MemoryRelease.page(of: version)),
      (tag(version), .tag, "tag-\(version)"),
    ]
  }

  /// Whether a slot is a floating tag: no version is spelled out in it.
  static func isFloating(_ slot: String) -> Bool {
    (slot.hasPrefix("memory:images/") || slot.hasPrefix("memory:mirror/")) && slot.count(where: { $0 == "." }) < 2
  }

  static func name(of slot: String) -> SlotName {
    SlotName(slot.hasPrefix("memory-release:") ? MemoryRelease.kind : MemoryTag.kind, slot)
  }

  // MARK: Processes

  func client(_ name: String = "alice", fault: Fault? = nil) -> ShelfClient {
    ShelfClient(name, on: shelf, fault: fault)
  }

  func publisher(
    _ client: ShelfClient, liveness: @escaping @Sendable (Holder) -> Liveness = { _ in .gone },
    progress: @escaping @Sendable (Progress) -> Void = { _ in },
    branchStep: @escaping Publisher.BranchStep = World.merge
  ) -> Publisher {
    let catalog = SlotCatalog([
      .init(MemoryTag.self) { _ in client }, .init(MemoryRelease.self) { _ in client },
    ])
    let ticks = ticks
    let name = client.name
    return Publisher(
      ledger: MemoryLedger(client, checksCoding: checksCoding), catalog: catalog, holder: World.holder(name),
      liveness: { $0 == World.holder(name) ? .own : liveness($0) }, clock: { "at \(ticks.next())" },
      makeID: { "\(name)-\(ticks.next())" }, progress: progress, branchStep: branchStep)
  }

  /// The release commit merged into a branch that has moved.
  static let merge: Publisher.BranchStep = { record, tip in
    tip.map { MemoryValue("\($0.identity)+commit-\(record.version)").held }
  }

  /// A process without faults, that knows every other one to be gone.
  func publisher(_ name: String = "alice") -> Publisher { publisher(client(name)) }

  static func holder(_ name: String) -> Holder {
    Holder(host: "\(name)-host", actor: "\(name) <\(name)@example.org>", pid: 1, start: "1")
  }

  // MARK: Releases

  /// A release of `version`, ready to be published.
  func draft(_ version: String, force: Set<String> = [], by name: String = "alice", on tip: String = "main-0") -> Draft
  {
    var record = Record(
      version: version, tag: "v\(version)", component: nil, state: .built, holder: World.holder(name))
    record.images = [RecordedImage(name: "app", repository: "images", digest: "image-\(version)", platforms: [])]
    var values: [SlotName: HeldValue] = [:]
    for (slot, role, value) in World.slots(version) {
      let withdrawn = role == .release ? MemoryRelease.withdrawnPage(of: version) : nil
      record.claims.append(Claim(World.name(of: slot), role, value: value, withdrawn: withdrawn))
      values[World.name(of: slot)] = MemoryValue(value).held
    }
    if hasBranch {
      record.branch = "main"
      let commit = MemoryValue("\(tip)+commit-\(version)").held
      record.claims.append(Claim(World.name(of: World.branch), .branch, value: commit.identity))
      values[World.name(of: World.branch)] = commit
    }
    var ranks: [String: String] = [:]
    for slot in World.floats(version) {
      let scope = unrecorded.filter { World.floats($0).contains(slot) }
      ranks[slot] = scope.max { World.precedes($0, $1) }
    }
    var draft = Draft(record: record, values: values, ranks: ranks, force: force)
    draft.attachments = [MemoryValue(MemoryRelease.withdrawnPage(of: version)).held]
    return draft
  }

  static func precedes(_ one: String, _ other: String) -> Bool {
    guard let one = precedence(one), let other = precedence(other) else { return false }
    return one < other
  }

  private static let ranks = Dictionary(
    uniqueKeysWithValues: (versions + adoptedTags).compactMap { version in
      (try? SemanticVersion(parsing: version)).map { (version, $0.precedence) }
    })

  private static func precedence(_ version: String) -> SemanticVersion.Precedence? {
    ranks[version] ?? (try? SemanticVersion(parsing: version))?.precedence
  }

  /// Publishes a version from its first record on.
  @discardableResult
  func cut(_ version: String, force: Set<String> = [], by publisher: Publisher? = nil) async throws -> Record {
    let publisher = publisher ?? self.publisher()
    let tip = await shelf.values[World.branch] ?? "main-0"
    var draft = draft(version, force: force, on: tip)
    draft.record.events = try await publisher.begin(draft.record).events
    return try await publisher.publish(draft)
  }

  @discardableResult
  func roll(
    _ verb: Operation.Verb, _ version: String, keep: Set<Role> = [], force: Set<String> = [], by: Publisher? = nil
  ) async throws -> Record {
    try await (by ?? publisher()).rollBack(.init(verb, keep: keep, force: force), of: "v\(version)")
  }

  /// What every slot shows, without the ledger.
  var shown: [String: String] { get async { await shelf.world } }

  /// The record of a version; nil where there is none.
  func record(_ version: String) async -> Record? { await shelf.state.records["v\(version)"] }
}
