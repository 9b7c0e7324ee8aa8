import ExternalTools
import Refusals
import Synchronization
import Testing

@Suite struct InvocationTests {
  @Test("arguments reach the program as they are, whatever a shell would make of them")
  func arguments() async throws {
    let hostile = ["$(id)", "`id`", "a b", "-x", "", "\"'", "*", "a\nb", "ü"]
    let outcome = try await Invocation("/usr/bin/env", ["printf", "%s|"] + hostile).run()
    #expect(outcome.text == hostile.map { "\($0)|" }.joined())
  }

  @Test(
    "the exit status is no error, and a signal is told by 128 and its number",
    arguments: [
      ("exit 0", 0),
      ("exit 3", 3),
      ("kill -9 $$", 137),
    ]
  )
  func status(script: String, expected: Int32) async throws {
    let outcome = try await Invocation("/bin/sh", ["-c", script]).run()
    #expect(outcome.status == expected)
    #expect(outcome.succeeded == (expected == 0))
  }

  @Test("input is read to its end, and both streams come back whole")
  func streams() async throws {
    let input = [UInt8]((0..<300_000).map { UInt8(truncatingIfNeeded: $0) })
    let outcome = try await Invocation("/bin/sh", ["-c", "tee /dev/stderr"], input: input).run()
    #expect(outcome.output == input)
    #expect(outcome.errors == input)
  }

  @Test("what a program wrote just before it ended is not lost")
  func lastWords() async throws {
    for _ in 0..<20 {
      let outcome = try await Invocation("/bin/sh", ["-c", "head -c 200000 /dev/zero; echo end >&2"]).run()
      #expect(outcome.output.count == 200_000)
      #expect(outcome.errorText == "end\n")
    }
  }

  @Test("a program that does not read its input is no error")
  func unreadInput() async throws {
    let input = [UInt8](repeating: 1, count: 1 << 20)
    for program in ["true", "/bin/true"] {
      #expect(try await Invocation(program, [], input: input).run().succeeded)
    }
    let first = try await Invocation("head", ["-c", "1"], input: input).run()
    #expect(first.output == [1])
  }

  @Test("what comes after the limit is dropped, and the program still ends")
  func outputLimit() async throws {
    let outcome = try await Invocation("head", ["-c", "500000", "/dev/zero"], outputLimit: 1000).run()
    #expect(outcome.output.count == 1000)
    #expect(outcome.succeeded)
  }

  @Test("lines of standard error arrive while the program runs")
  func errorLines() async throws {
    let seen = Mutex<[String]>([])
    let script = "echo one >&2; printf 'two\\rthree\\r\\n' >&2; printf rest >&2"
    let outcome = try await Invocation("/bin/sh", ["-c", script]).run { line in seen.withLock { $0.append(line) } }
    #expect(seen.withLock { $0 } == ["one", "two", "three", "rest"])
    #expect(outcome.errorText == "one\ntwo\rthree\r\nrest")
  }

  @Test("a program that is not there is refused by name")
  func missing() async throws {
    let refusal = await #expect(throws: Refusal.self) { try await Invocation("no-such-program-here", []).run() }
    #expect(refusal?.code == .toolMissing)
    #expect(refusal?.message.contains("no-such-program-here") == true)
  }

  @Test("a folder that is not there is not blamed on the program")
  func missingFolder() async throws {
    let refusal = await #expect(throws: Refusal.self) { try await Invocation("true", [], in: "/no/such/folder").run() }
    #expect(refusal?.message.contains("/no/such/folder") == true)
  }

  @Test("an argument that the system would cut short is refused")
  func nul() async throws {
    let refusal = await #expect(throws: Refusal.self) { try await Invocation("true", ["a\0b"]).run() }
    #expect(refusal?.code == .toolFailed)
  }

  @Test("PATH among the given variables decides which program runs")
  func ownPath() async throws {
    let scratch = try ScratchFolder()
    try scratch.write("#!/bin/sh\necho stand-in\n", to: "git", isExecutable: true)
    let outcome = try await Invocation("git", [], environment: ["PATH": scratch.path]).run()
    #expect(outcome.text == "stand-in\n")
  }

  @Test("the deadline ends the program and what it started")
  func deadline() async throws {
    let scratch = try ScratchFolder()
    let script = "echo $$ > pid; sleep 600 & echo $! > child; wait"
    let refusal = await #expect(throws: Refusal.self) {
      try await Invocation("/bin/sh", ["-c", script], in: scratch.path, deadline: .seconds(1)).run()
    }
    #expect(refusal?.code == .toolFailed)
    for file in ["pid", "child"] {
      let id = try #require(Int32(try scratch.text(of: file).filter(\.isNumber)))
      #expect(await isGone(id), "\(file)")
    }
  }

  @Test("a cancelled task ends a program that ignores SIGTERM, and its children")
  func cancellation() async throws {
    let scratch = try ScratchFolder()
    let started = AsyncStream<Void>.makeStream()
    let script = "trap '' TERM; sleep 600 & echo $! > child; echo $$ > pid; echo ready >&2; while :; do sleep 1; done"
    let task = Task {
      try await Invocation("/bin/sh", ["-c", script], in: scratch.path).run { _ in started.continuation.finish() }
    }
    for await _ in started.stream {}
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    for file in ["pid", "child"] {
      let id = try #require(Int32(try scratch.text(of: file).filter(\.isNumber)))
      #expect(await isGone(id), "\(file)")
    }
  }

  @Test("the program has a session of its own, which Ctrl-C does not reach")
  func session() async throws {
    let outcome = try await Invocation("cat", ["/proc/self/stat"]).run()
    let fields = outcome.text.split(separator: " ").map { Int32($0) }
    try #require(fields.count > 6)
    let (id, group, session) = (fields[0], fields[4], fields[5])
    #expect(group == id && session == id)
    #expect(ownSession != session)
  }
}
