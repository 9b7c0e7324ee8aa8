import EngineTesting
import FoundationEssentials
import ReleaseEngine
import TestSupport
import Testing

/// Whole lives of a repository in which any read may fail, and any write fail, be made and answered with a failure, or
/// kill the process before or after it.
///
/// The seed of a life that ends badly is printed; `BROKKR_SIMULATIONS=N` lives N of them instead of a sample.
@Suite("Lives with faults")
struct SimulationTests {
  /// One life: what is done is drawn, and who does it meets faults.
  private struct Life {
    let world: World
    var random: SplitMix
    var told: [String] = []
    private var processes = 0

    init(_ seed: UInt64) async {
      let isAdopted = seed.isMultiple(of: 2)
      world =
        await isAdopted ? World(holding: World.adopted, unrecorded: World.adoptedTags) : World()
      random = SplitMix(seed: seed)
    }

    /// A process that meets faults.
    mutating func process() -> Publisher {
      processes += 1
      let fault = Fault.random(seed: random.next(), percent: Int.random(in: 0...12, using: &random))
      return world.publisher(world.client("p\(processes)", fault: fault))
    }

    /// Something that people do; whatever goes wrong is for the next ones to find.
    mutating func step() async throws {
      let records = await world.shelf.state.records.values.sorted { $0.tag < $1.tag }
      let process = process()
      if let open = records.first(where: { $0.state.isHalfWritten }) {
        let isResumed = Bool.random(using: &random)
        told.append("\(isResumed ? "resume" : "abort") \(open.version)")
        _ = isResumed ? try? await process.resume(open.tag) : try? await process.abort(open.tag)
        return
      }
      let version = World.versions.randomElement(using: &random) ?? ""
      let verb: ReleaseEngine.Operation.Verb = [.withdraw, .purge, .undo].randomElement(using: &random) ?? .undo
      if await world.record(version)?.isBurnt == true {
        told.append("\(verb) \(version)")
        _ = try? await world.roll(verb, version, by: process)
      } else {
        told.append("cut \(version)")
        _ = try? await world.cut(version, by: process)
      }
    }

    /// Somebody without faults brings everything to its end.
    mutating func settle() async throws {
      for record in await world.shelf.state.records.values.sorted(by: { $0.tag < $1.tag })
      where record.state.isHalfWritten {
        let isResumed = Bool.random(using: &random)
        told.append("at last \(isResumed ? "resume" : "abort") \(record.version)")
        _ =
          isResumed
          ? try await world.publisher("last").resume(record.tag) : try await world.publisher("last").abort(record.tag)
      }
    }
  }

  private static let parts = 4
  private static let lives = (ProcessInfo.processInfo.environment["BROKKR_SIMULATIONS"].flatMap { UInt64($0) } ?? 1_200)

  @Test("end with every slot as the ledger says, no lock, and nothing half written", arguments: 0..<parts)
  func lives(part: Int) async throws {
    var (count, interrupted) = (0, 0)
    for seed in (0..<Self.lives).filter({ Int($0) % Self.parts == part }) {
      var life = await Life(seed)
      for _ in 0..<10 { try await life.step() }
      count += 1
      if life.told.contains(where: { $0.contains("resume") || $0.contains("abort") }) { interrupted += 1 }
      let place: Comment = "seed \(seed): \(life.told)"
      do {
        try await life.settle()
      } catch {
        Issue.record(error, "seed \(seed): \(life.told)")
        continue
      }
      let state = await life.world.shelf.state
      #expect(state.lock == nil && state.halfWritten == nil, place)
      let (rightful, shown) = (state.rightful, await life.world.shown)
      for claim in state.records.values.filter(\.state.claimsCount).flatMap(\.claims) {
        #expect(shown[claim.slot] == rightful.holding(claim.slot).value, "\(claim.slot), seed \(seed): \(life.told)")
      }
      try await life.world.expectSound()
    }
    #expect(interrupted * 2 > count, "the faults hardly interrupt anything: \(interrupted) of \(count)")
  }
}
