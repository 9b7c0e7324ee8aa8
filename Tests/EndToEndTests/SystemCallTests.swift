import FoundationEssentials
import TestSupport
import Testing

/// The executable is killed at its n-th system call that writes, or that call fails, for n = 1, 2, … until a run meets
/// none; whatever comes of it, `resume` leads where it would have led, or `abort` back to where it began.
///
/// `BROKKR_SYSCALLS=all` strikes every call, otherwise a sample of them. The release goes to image layouts, so that
/// objects, references, blobs and indexes are all files that the executable writes.
@Suite(
  "A disk that fails in the middle", .serialized,
  .enabled("strace, taskset and the right to trace are needed") { await SystemCalls.areTraceable() })
struct SystemCallTests {
  static let faults = [
    SystemCalls.Fault(
      testDescription: "killed at a write", calls: SystemCalls.writing, effect: "signal=SIGKILL", stride: 47),
    SystemCalls.Fault(testDescription: "fsync fails", calls: "fsync,fdatasync", effect: "error=EIO", stride: 31),
    SystemCalls.Fault(
      testDescription: "rename finds no room", calls: "rename,renameat,renameat2", effect: "error=ENOSPC", stride: 9),
    SystemCalls.Fault(testDescription: "link fails", calls: "link,linkat", effect: "error=EIO", stride: 23),
    SystemCalls.Fault(testDescription: "unlink fails", calls: "unlink,unlinkat", effect: "error=EIO", stride: 17),
  ]

  private static let isWhole = ProcessInfo.processInfo.environment["BROKKR_SYSCALLS"] == "all"

  /// Strikes one call after the other until a run meets no fault; a sample skips some.
  private func eachCall(
    _ scene: DiskScene, from state: String, _ command: [String], _ fault: SystemCalls.Fault,
    before: [String: String], after: [String: String]
  ) async throws {
    var number = Self.isWhole ? 1 : 1 + fault.stride / 3
    for round in 0... {
      try await scene.restore(state)
      let run = try await SystemCalls(world: scene.world).run(command, fault, at: number)
      guard let struck = run.place else {
        #expect(run.outcome.status == 0, "no fault at \(number): \(run.outcome.story)")
        #expect(round > 0, "no call was struck: \(run.outcome.story)")
        break
      }
      let place: Comment = "\(fault.testDescription), call \(number), \(struck): \(run.outcome.story)"
      if fault.effect.hasPrefix("error") {
        #expect([0, 1].contains(run.outcome.status), place)
        #expect((run.outcome.status == 0) != run.outcome.errors.contains("error: "), place)
        run.outcome.expectQuiet()
      }
      let isFinished = try await scene.world.end(command, finishing: round.isMultiple(of: 2))
      let end = isFinished ? after : before
      #expect(try await scene.shown() == end, place)
      #expect(try await scene.world.run(["status"]).output == "Nothing is in flight.\n", place)
      if end.keys.count > 2 {
        let verified = try await scene.world.run(["verify", "1.2.0", "--deep"])
        #expect(verified.status == 0, "\(place)\n\(verified.story)")
      }
      let again = try await scene.world.run([isFinished ? "resume" : "abort", "1.2.0", "--yes"])
      #expect(again.status == 0, "\(place)\nonce more: \(again.story)")
      #expect(try await scene.shown() == end, "\(place)\nonce more: \(again.story)")
      number += Self.isWhole ? 1 : fault.stride
    }
  }

  @Test("a publication is finished or taken back, whichever call it was", arguments: faults)
  func publication(fault: SystemCalls.Fault) async throws {
    let scene = try await DiskScene()
    let (before, after) = try await scene.ends(of: scene.publish, keeping: "clean")
    try await eachCall(scene, from: "clean", scene.publish, fault, before: before, after: after)
    await scene.world.registry.ended()
  }

  @Test("a purge is finished or turned back, whichever call it was", arguments: faults)
  func purge(fault: SystemCalls.Fault) async throws {
    let scene = try await DiskScene()
    try await scene.world.succeeds(scene.publish)
    let (before, after) = try await scene.ends(of: scene.purge, keeping: "released")
    try await eachCall(scene, from: "released", scene.purge, fault, before: before, after: after)
    await scene.world.registry.ended()
  }
}
