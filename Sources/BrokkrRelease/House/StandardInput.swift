import Refusals

/// What is piped into the program.
enum StandardInput {
  /// All of it, up to a limit that no configuration comes near.
  static func read(_ file: Int32 = SystemCall.standardInput, limit: Int = 8 << 20) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let part: [UInt8]
      do throws(SystemCall.Failure) {
        part = try SystemCall.take(from: file, limit: 1 << 16)
      } catch {
        guard !error.isInterruption else { continue }
        throw Refusal(.configuration, what: "Standard input was not read.", why: error.reason)
      }
      guard !part.isEmpty else { return bytes }
      bytes += part
      guard bytes.count <= limit else {
        throw Refusal(.configuration, what: "Standard input was not read.", why: "It is longer than \(limit) bytes")
      }
    }
  }
}
