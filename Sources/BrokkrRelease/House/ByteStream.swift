/// Where bytes are written to: standard output, standard error, or a test's memory.
struct ByteStream: Sendable {
  /// People look at it.
  var isTerminal: Bool
  /// Writes all of the bytes.
  var write: @Sendable ([UInt8]) throws(SystemCall.Failure) -> Void

  static let standardOutput = ByteStream(writingTo: SystemCall.standardOutput)
  static let standardError = ByteStream(writingTo: SystemCall.standardError)

  /// A stream over any function.
  init(isTerminal: Bool, write: @escaping @Sendable ([UInt8]) throws(SystemCall.Failure) -> Void) {
    self.isTerminal = isTerminal
    self.write = write
  }

  /// A stream over an open file; it goes on after a signal, and waits where the file is full for the moment.
  init(writingTo file: Int32) {
    isTerminal = SystemCall.isTerminal(file)
    write = { (bytes) throws(SystemCall.Failure) in
      var start = 0
      while start < bytes.count {
        do throws(SystemCall.Failure) {
          start += try SystemCall.put(bytes, from: start, to: file)
        } catch {
          guard error.isInterruption || error.isBusy else { throw error }
          if error.isBusy { _ = SystemCall.wait(for: .writing, of: file) }
        }
      }
    }
  }
}
