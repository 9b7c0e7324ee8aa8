import EngineTesting
import ReleaseEngine
import Testing

/// Something that a process does to a release and may die of, with the world it does it in.
struct Scenario: CustomTestStringConvertible, Sendable {
  /// What a later abort leads to.
  enum WayBack { case before, unreleased, published, after }

  var name: String
  var testDescription: String { name }
  /// What the scenario is about.
  var version = "1.2.0"
  /// What was done before, without trouble or with.
  var prepare: @Sendable (World) async throws -> Void
  /// What is done now.
  var act: @Sendable (World, Publisher) async throws -> Record
  /// Whether the same command may simply be given again.
  var repeats = true
  var wayBack = WayBack.before

  /// A world with a release below the one that the scenario is about, and values that nobody knows.
  func world() async throws -> World {
    var world = await World(holding: [World.branch: "main-0", World.image("1.2"): "image-1.2.9"])
    world.hasBranch = true
    try await world.cut("1.1.3")
    try await prepare(world)
    return world
  }

  /// What the world shows where an abort leads.
  func shown(at way: WayBack, before: [String: String], after: [String: String]) async throws -> [String: String] {
    switch way {
    case .before: return before
    case .after: return after
    case .unreleased, .published:
      var scenario = self
      scenario.prepare = { world in if way == .published { try await world.cut("1.2.0") } }
      return try await scenario.world().shown
    }
  }

  static let all: [Scenario] = [
    Scenario(
      name: "cut", prepare: { _ in }, act: { try await $0.cut("1.2.0", by: $1) }, repeats: false),
    Scenario(
      name: "cut by force", prepare: { await $0.shelf.put("foreign", at: World.image("latest")) },
      act: { try await $0.cut("1.2.0", force: [World.image("latest")], by: $1) }, repeats: false),
    Scenario(
      name: "withdraw", prepare: { try await $0.cut("1.2.0") }, act: { try await $0.roll(.withdraw, "1.2.0", by: $1) }),
    Scenario(
      name: "withdraw and keep", prepare: { try await $0.cut("1.2.0") },
      act: { try await $0.roll(.withdraw, "1.2.0", keep: [.charts, .release], by: $1) }),
    Scenario(
      name: "purge", prepare: { try await $0.cut("1.2.0") }, act: { try await $0.roll(.purge, "1.2.0", by: $1) }),
    Scenario(
      name: "purge of a withdrawn release",
      prepare: {
        try await $0.cut("1.2.0")
        try await $0.roll(.withdraw, "1.2.0")
      }, act: { try await $0.roll(.purge, "1.2.0", by: $1) }, wayBack: .published),
    Scenario(
      name: "undo of a withdrawal",
      prepare: {
        try await $0.cut("1.2.0")
        try await $0.roll(.withdraw, "1.2.0", keep: [.charts, .release])
      }, act: { try await $0.roll(.undo, "1.2.0", by: $1) }),
    Scenario(
      name: "undo of a purge",
      prepare: {
        try await $0.cut("1.2.0")
        try await $0.roll(.purge, "1.2.0", keep: [.images])
      }, act: { try await $0.roll(.undo, "1.2.0", by: $1) }),
    Scenario(
      name: "undo of a purge after a withdrawal that kept something",
      prepare: {
        try await $0.cut("1.2.0")
        try await $0.roll(.withdraw, "1.2.0")
        try await $0.roll(.purge, "1.2.0", keep: [.release])
      }, act: { try await $0.roll(.undo, "1.2.0", by: $1) }),
    Scenario(
      name: "abort of a cut", prepare: { world in await Self.half(world) { try await world.cut("1.2.0", by: $0) } },
      act: { try await $1.abort("v1.2.0") }, wayBack: .after),
    Scenario(
      name: "abort of a withdrawal",
      prepare: { world in
        try await world.cut("1.2.0")
        await Self.half(world) { try await world.roll(.withdraw, "1.2.0", by: $0) }
      }, act: { try await $1.abort("v1.2.0") }, wayBack: .after),
    Scenario(
      name: "resumption of a cut",
      prepare: { world in await Self.half(world) { try await world.cut("1.2.0", by: $0) } },
      act: { try await $1.resume("v1.2.0") }, wayBack: .unreleased),
    Scenario(
      name: "abort of an undo",
      prepare: { world in
        try await world.cut("1.2.0")
        try await world.roll(.withdraw, "1.2.0", keep: [.charts])
        await Self.half(world) { try await world.roll(.undo, "1.2.0", by: $0) }
      }, act: { try await $1.abort("v1.2.0") }, wayBack: .after),
  ]

  /// Lets a process die in the middle of what it does.
  private static func half(_ world: World, _ act: (Publisher) async throws -> Record) async {
    _ = try? await act(world.publisher(world.client("dead", fault: .diesAfter(6))))
  }
}
