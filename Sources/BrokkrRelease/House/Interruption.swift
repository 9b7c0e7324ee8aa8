import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Signals that ask the program to end: the first stops it gracefully, a second Ctrl-C at once.
enum Interruption {
  private static let count = Atomic<Int>(0)
  private static let pipeEnd = Atomic<Int32>(-1)

  /// A signal has come.
  static var isRequested: Bool { count.load(ordering: .relaxed) > 0 }

  /// A reader that goes away, or a file size limit, ends a write with an error and not the program.
  ///
  /// A handler, unlike ignoring, is not inherited by the programs that are started.
  static func survivePipesAndLimits() {
    install([SIGPIPE, SIGXFSZ]) { _ in }
  }

  /// From now on a first signal calls `body` on another thread; nil where there are no descriptors left.
  static func watch(_ body: @escaping @Sendable () -> Void) -> (any DispatchSourceProtocol)? {
    guard let ends = try? SystemCall.makePipe() else { return nil }
    let source = DispatchSource.makeReadSource(fileDescriptor: ends.reading, queue: .global())
    source.setEventHandler {
      _ = try? SystemCall.take(from: ends.reading, limit: 1)
      body()
      source.cancel()
    }
    source.resume()
    pipeEnd.store(ends.writing, ordering: .sequentiallyConsistent)
    install([SIGINT, SIGTERM, SIGHUP]) { signal in
      let saved = errno
      let before = Interruption.count.wrappingAdd(1, ordering: .relaxed).oldValue
      if before == 0 {
        var byte: UInt8 = 1
        _ = write(Interruption.pipeEnd.load(ordering: .relaxed), &byte, 1)
      } else if signal == SIGINT {
        _exit(ExitStatus.interrupted.rawValue)
      }
      errno = saved
    }
    return source
  }

  /// Sets a handler, but leaves alone what the parent has the program ignore, as `nohup` does.
  private static func install(_ signals: [Int32], _ handler: @escaping @convention(c) (Int32) -> Void) {
    for signal in signals {
      var old = sigaction()
      sigaction(signal, nil, &old)
      #if canImport(Darwin)
        let isIgnored = old.__sigaction_u.__sa_handler == SIG_IGN
      #else
        let isIgnored = unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) == 1
      #endif
      guard !isIgnored else { continue }
      var new = sigaction()
      #if canImport(Darwin)
        new.__sigaction_u.__sa_handler = handler
      #else
        new.__sigaction_handler.sa_handler = handler
      #endif
      new.sa_flags = Int32(SA_RESTART)
      sigaction(signal, &new, nil)
    }
  }
}
