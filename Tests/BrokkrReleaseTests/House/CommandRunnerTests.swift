import Refusals
import Testing

@testable import BrokkrRelease

@Suite struct CommandRunnerTests {
  private struct Broken: Error {}

  private func output(_ messages: Memory = Memory()) -> Output {
    Output(Settings(), Environment([:]), results: Memory().stream(), messages: messages.stream())
  }

  @Test("what the task gives or throws comes back to the waiting thread")
  func result() async throws {
    let output = output()
    #expect(try await OwnThread.run { try CommandRunner.wait(output) { 7 } } == 7)
    await #expect(throws: Broken.self) {
      try await OwnThread.run { try CommandRunner.wait(output) { throw Broken() } }
    }
  }
}
