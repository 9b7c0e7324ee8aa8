import ArgumentParser
import Planning
import ReleaseEngine

/// Ends a lock.
struct Unlock: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlock",
    abstract: "End a lock whose holder is gone; the act is recorded.",
    discussion: "Locks do not expire: only a person can know that the holder is gone. `status` shows the lock's id.")

  @Argument(help: "The lock's id.")
  var lockID: String

  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output) { session in
      let lock = try await session.workspace.publisher(progress: session.progress).unlock(lockID)
      return Answer(
        lines: [
          "The lock \(lock.id) of \(lock.holder) on \(lock.tag, .strong) is ended.",
          "Go on: brokkr-release resume \(lock.tag), or brokkr-release abort \(lock.tag)",
        ],
        json: ["lock": try JSONValue(encoding: lock)])
    }
  }
}
