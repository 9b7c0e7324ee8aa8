import Refusals
import Testing

@testable import BrokkrRelease

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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

  @Test("the first interrupt cancels the task and waits for its end, and whatever fails then was interrupted")
  func interrupted() async throws {
    let messages = Memory()
    let output = output(messages)
    let error = await #expect(throws: RefusalList.self) {
      try await OwnThread.run {
        try CommandRunner.wait(output) {
          kill(getpid(), SIGINT)
          do {
            while true { try await Task.sleep(for: .seconds(60)) }
          } catch {
            throw Refusal(.toolFailed, what: "What it had started failed.")
          }
        }
      }
    }
    #expect(ReportedError(try #require(error)).status == .interrupted)
    #expect(messages.text.hasPrefix("Interrupted: "))
    #expect(Interruption.isRequested)
  }
}
