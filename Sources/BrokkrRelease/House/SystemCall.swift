#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The few calls to the system that the house makes, in the spelling of no platform.
enum SystemCall {
  static let standardInput = STDIN_FILENO
  static let standardOutput = STDOUT_FILENO
  static let standardError = STDERR_FILENO

  /// How a call failed, by the system's number.
  struct Failure: Error, Equatable {
    var number: Int32

    /// The reader has gone away, which is its good right.
    var isReaderGone: Bool { number == EPIPE }
    /// A signal came between; the call may simply be made again.
    var isInterruption: Bool { number == EINTR }
    /// The file is not ready now.
    var isBusy: Bool { number == EAGAIN }
    /// The system's words for it.
    var reason: String { String(cString: strerror(number)) }
  }

  /// What is waited for.
  enum Readiness { case reading, writing }

  /// Writes what the file takes of the bytes from `start` on; how many that were.
  static func put(_ bytes: [UInt8], from start: Int, to file: Int32) throws(Failure) -> Int {
    let count = bytes.withUnsafeBytes { buffer in
      let rest = UnsafeRawBufferPointer(rebasing: buffer[start...])
      return write(file, rest.baseAddress, rest.count)
    }
    guard count >= 0 else { throw Failure(number: errno) }
    return count
  }

  /// Reads at most as many bytes as `limit`; none at the end of the file.
  static func take(from file: Int32, limit: Int) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
    guard count >= 0 else { throw Failure(number: errno) }
    return Array(bytes[..<count])
  }

  /// Waits until the file is ready, as long as it takes where there is no limit; false when the time is up first.
  static func wait(for readiness: Readiness, of file: Int32, milliseconds: Int32 = -1) -> Bool {
    let event = readiness == .reading ? POLLIN : POLLOUT
    var waiting = pollfd(fd: file, events: Int16(event), revents: 0)
    return poll(&waiting, 1, milliseconds) > 0
  }

  /// Opens a file for adding to its end, making it where it is not there.
  static func openForAppending(_ path: String) throws(Failure) -> Int32 {
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Failure(number: errno) }
    return file
  }

  /// The size of a file in bytes; nil where there is none.
  static func size(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// A pipe that programs which are started do not inherit.
  static func makePipe() throws(Failure) -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Failure(number: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  static func release(_ file: Int32) { _ = close(file) }
  static func isTerminal(_ file: Int32) -> Bool { isatty(file) == 1 }

  /// Ends the process as a program does that is through: what is buffered is written.
  static func end(_ status: Int32) -> Never { exit(status) }
}
