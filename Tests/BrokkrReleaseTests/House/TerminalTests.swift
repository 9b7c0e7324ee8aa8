import Testing

@testable import BrokkrRelease

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite struct TerminalTests {
  /// A pair of ends: what is typed into the first is read from the second, as from a keyboard.
  private func keyboard() throws -> (typing: Int32, reading: Int32) {
    var (typing, reading): (Int32, Int32) = (-1, -1)
    try #require(openpty(&typing, &reading, nil, nil, nil) == 0)
    return (typing, reading)
  }

  private func terminal(reading: Int32, _ messages: Memory = Memory(), _ change: (inout Settings) -> Void = { _ in })
    -> Terminal
  {
    var settings = Settings()
    change(&settings)
    var terminal = Terminal(settings, messages: messages.stream())
    terminal.input = reading
    return terminal
  }

  @Test(
    "only yes is yes, and a slip of the keys is asked about again",
    arguments: [
      ("y\n", .yes, 1), ("YES\n", .yes, 1), ("  y \n", .yes, 1), ("\n", .no, 1), ("n\n", .no, 1),
      ("yo\ny\n", .yes, 2), ("yo\nwhat\nyess\n", .no, 3),
      ("\u{4}", .no, 1),  // the end of input
    ] as [(String, Consent, Int)])
  func confirm(typed: String, expected: Consent, asked: Int) throws {
    let (typing, reading) = try keyboard()
    defer { [typing, reading].forEach { close($0) } }
    let messages = Memory()
    try ByteStream(writingTo: typing).write(Array(typed.utf8))
    #expect(try terminal(reading: reading, messages).confirm("Go on?") == expected)
    #expect(messages.text == String(repeating: "Go on? [y/N] ", count: asked))
  }

  @Test(
    "a grave question is answered by its word alone",
    arguments: [("v1.2.0\n", .yes), ("y\n", .no)]
      as [(String, Consent)])
  func typing(typed: String, expected: Consent) throws {
    let (typing, reading) = try keyboard()
    defer { [typing, reading].forEach { close($0) } }
    try ByteStream(writingTo: typing).write(Array(typed.utf8))
    #expect(try terminal(reading: reading).confirm("v1.2.0 goes.", byTyping: "v1.2.0") == expected)
  }

  @Test("nobody is asked where there is no terminal, or nothing may be asked")
  func unavailable() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { ends.forEach { close($0) } }
    let messages = Memory()
    #expect(try terminal(reading: ends[0], messages).confirm("Go on?") == .unavailable)
    let (typing, reading) = try keyboard()
    defer { [typing, reading].forEach { close($0) } }
    #expect(try terminal(reading: reading, messages) { $0.mayAsk = false }.confirm("Go on?") == .unavailable)
    #expect(messages.text.isEmpty)
  }

  @Test("--yes answers without asking, terminal or not")
  func yes() throws {
    let messages = Memory()
    #expect(try terminal(reading: -1, messages) { $0.saysYes = true }.confirm("Go on?") == .yes)
    #expect(messages.text.isEmpty)
  }

  @Test("a pending question ends when the command is interrupted")
  func interrupted() async throws {
    let (typing, reading) = try keyboard()
    defer { [typing, reading].forEach { close($0) } }
    let terminal = terminal(reading: reading)
    let asking = Task.detached { try terminal.confirm("Go on?") }
    asking.cancel()
    await #expect(throws: CancellationError.self) { try await asking.value }
  }
}
