import HTTP
import Synchronization

/// The network with faults: what `fault` says happens to a request instead of its own fate.
final class FaultyTransport: HTTPTransport {
  enum Fault: Sendable {
    /// The connection breaks before the request arrives.
    case before
    /// The request has its effect, and the answer is lost.
    case after
    /// The registry answers so, and does nothing.
    case answer(HTTPResponse)
  }

  private let network = NetworkTransport(environment: [:])
  private let count = Mutex(0)
  private let fault: @Sendable (_ number: Int, _ request: HTTPRequest) -> Fault?

  init(_ fault: @escaping @Sendable (_ number: Int, _ request: HTTPRequest) -> Fault?) { self.fault = fault }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let number = count.withLock { count in
      count += 1
      return count
    }
    switch fault(number, request) {
    case nil: return try await network.send(request)
    case .answer(let response): return response
    case .before: throw TransportFailure(.broken, "the connection broke before")
    case .after:
      _ = try await network.send(request)
      throw TransportFailure(.broken, "the connection broke after")
    }
  }

  func shutdown() async { await network.shutdown() }
}
