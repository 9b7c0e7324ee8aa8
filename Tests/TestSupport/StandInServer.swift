import FoundationEssentials
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A stand-in for a server of HTTP/1.1 on a loopback port: it answers as the test says and remembers what was asked.
///
/// Its threads are its own, so that a reply that never comes holds up nobody but its client.
public final class StandInServer: Sendable {
  /// What was asked.
  public struct Request: Sendable {
    /// The method, such as GET.
    public var method = ""
    /// The target: path and query, or what a proxy is asked for.
    public var target = ""
    /// The headers, in order.
    public var headers: [(name: String, value: String)] = []
    /// The body; empty where it was not read.
    public var body: [UInt8] = []
    /// Which connection it came over, from 1.
    public var connection = 0

    /// The first value of a header, whatever the case of its name.
    public func first(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
  }

  /// What a test lets the server do.
  public enum Reply: Sendable {
    /// An answer; the connection stays open.
    case answer(Int, [String: String] = [:], String = "")
    /// Bytes as they are; the connection is closed after them.
    case raw(String)
    /// The connection is reset.
    case reset
    /// Bytes as they are, and then nothing more, as long as the client waits.
    case stalling(String)
    /// Nothing comes, as long as the client waits.
    case silence
  }

  /// `127.0.0.1:PORT`.
  public let host: String
  private let listener: Int32
  private let state = Mutex(State())
  private let readsBodies: Bool
  private let reply: @Sendable (Request) -> Reply

  private struct State {
    var requests: [Request] = []
    var open: Set<Int32> = []
    var connections = 0
    var isStopped = false
  }

  /// Starts a server.
  ///
  /// - Parameters:
  ///   - readsBodies: bodies are read before the reply; otherwise the reply comes first and ends the connection.
  ///   - reply: what to do about a request.
  /// - Throws: where no port is free.
  public init(readsBodies: Bool = true, _ reply: @escaping @Sendable (Request) -> Reply) throws {
    (self.readsBodies, self.reply) = (readsBodies, reply)
    let (socket, port) = try FreePort.listener()
    listener = socket
    host = "127.0.0.1:\(port)"
    try DetachedThread.start { [self] in accept() }
  }

  /// Every request so far.
  public var requests: [Request] { state.withLock { $0.requests } }
  /// How many connections were made so far.
  public var connections: Int { state.withLock { $0.connections } }

  /// Closes everything; has to be called, the server does not go by itself.
  public func stop() {
    let open = state.withLock { state in
      state.isStopped = true
      return state.open
    }
    for socket in open + [listener] { shutdown(socket, Int32(SHUT_RDWR)) }
  }

  private func accept() {
    while true {
      #if canImport(Glibc)
        let socket = Glibc.accept(listener, nil, nil)
      #else
        let socket = Darwin.accept(listener, nil, nil)
      #endif
      let number = state.withLock { state -> Int? in
        guard !state.isStopped, socket >= 0 else { return nil }
        state.connections += 1
        state.open.insert(socket)
        return state.connections
      }
      guard let number else { break }
      try? DetachedThread.start { [self] in
        serve(SocketStream(socket), number)
        state.withLock { _ = $0.open.remove(socket) }
        close(socket)
      }
    }
    close(listener)
  }

  private func serve(_ stream: SocketStream, _ connection: Int) {
    while var request = stream.head() {
      request.connection = connection
      let length = Int(request.first("Content-Length") ?? "") ?? 0
      if readsBodies {
        guard let body = stream.read(length) else { return }
        request.body = body
      }
      state.withLock { $0.requests.append(request) }
      switch reply(request) {
      case .answer(let status, let headers, let body):
        let isHead = request.method == "HEAD"
        var lines = ["HTTP/1.1 \(status) Stand-in"] + headers.map { "\($0): \($1)" }
        if headers["Content-Length"] == nil { lines.append("Content-Length: \(body.utf8.count)") }
        stream.write(lines.joined(separator: "\r\n") + "\r\n\r\n" + (isHead ? "" : body))
        guard readsBodies || length == 0 else { return }
      case .raw(let text): return stream.write(text)
      case .reset: return stream.reset()
      case .stalling(let text):
        stream.write(text)
        return _ = stream.read(1)
      case .silence: return _ = stream.read(1)
      }
    }
  }
}
