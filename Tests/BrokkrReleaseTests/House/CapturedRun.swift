import Synchronization

@testable import BrokkrRelease

/// A run of the program inside the test, with what it wrote.
struct CapturedRun {
  var status: ExitStatus
  var output: String
  var messages: String

  /// Runs the program with these arguments and no variables but the given ones.
  init(_ arguments: [String], environment: [String: String] = [:]) async throws {
    let (results, messages) = (Memory(), Memory())
    status = try await OwnThread.run {
      EntryPoint.run(arguments, Environment(environment), results: results.stream(), messages: messages.stream())
    }
    (output, self.messages) = (results.text, messages.text)
  }

  /// The output read as JSON; nil where it is not exactly one document and a line break.
  var json: JSONValue? {
    guard output.last == "\n", output.dropLast().allSatisfy({ $0 != "\n" }) else { return nil }
    return try? JSONValue(parsing: Array(output.utf8))
  }
}

/// What was written to a stream.
final class Memory: Sendable {
  private let bytes = Mutex<[UInt8]>([])

  var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

  func stream(isTerminal: Bool = false) -> ByteStream {
    ByteStream(isTerminal: isTerminal) { (written) throws(SystemCall.Failure) in
      self.bytes.withLock { $0 += written }
    }
  }
}
