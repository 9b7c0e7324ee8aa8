/// The person at the terminal, if there is one.
struct Terminal: Sendable {
  /// Where answers come from.
  var input = SystemCall.standardInput
  /// A question may be asked.
  var mayAsk: Bool
  /// Every question is answered with yes.
  var saysYes: Bool
  /// Where questions go.
  var messages: ByteStream

  /// The terminal of a command.
  init(_ settings: Settings, messages: ByteStream = .standardError) {
    (mayAsk, saysYes, self.messages) = (settings.mayAsk, settings.saysYes, messages)
  }

  /// Somebody can be asked.
  var isAttended: Bool { mayAsk && SystemCall.isTerminal(input) }

  /// Asks whether to go on; anything but yes is no.
  ///
  /// It throws `CancellationError` where the command is interrupted.
  func confirm(_ question: String) throws -> Consent {
    // A slip of the keys must not throw away what took an hour to build.
    for _ in 0..<3 {
      var isSlip = false
      let answer = try ask("\(question) [y/N] ") { line in
        isSlip = !["", "y", "yes", "n", "no"].contains(line.lowercased())
        return ["y", "yes"].contains(line.lowercased())
      }
      guard isSlip else { return answer }
    }
    return .no
  }

  /// Asks for a word to be typed, so that a grave thing is not confirmed by habit.
  func confirm(_ question: String, byTyping word: String) throws -> Consent {
    try ask("\(question)\nType \(word) to go on: ") { $0 == word }
  }

  private func ask(_ prompt: String, _ isYes: (String) -> Bool) throws -> Consent {
    if saysYes { return .yes }
    guard isAttended else { return .unavailable }
    try? messages.write(Array(Printable.text(prompt).utf8))
    guard let line = try readLine() else { return .no }
    return isYes(line) ? .yes : .no
  }

  /// A line without its break and the spaces around it; nil at the end of input.
  private func readLine() throws -> String? {
    var bytes: [UInt8] = []
    while true {
      try Task.checkCancellation()
      // A pending read would outlive an interruption, so it is only begun when there is something to read.
      guard SystemCall.wait(for: .reading, of: input, milliseconds: 100) else { continue }
      // Failing is the end of input: the terminal has gone.
      guard let byte = try? SystemCall.take(from: input, limit: 1).first else {
        return bytes.isEmpty ? nil : text(bytes)
      }
      if byte == UInt8(ascii: "\n") { return text(bytes) }
      bytes.append(byte)
    }
  }

  private func text(_ bytes: [UInt8]) -> String {
    let line = String(decoding: bytes, as: UTF8.self)
    return String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

extension Output {
  /// The person at the terminal.
  var terminal: Terminal { Terminal(settings) }
}
