import HTTP
import Synchronization

/// A stand-in for the network: a test says what is answered, and sees what was asked.
final class ScriptedTransport: HTTPTransport {
  private let asked = Mutex<[HTTPRequest]>([])
  private let answer: @Sendable (HTTPRequest) async throws -> HTTPResponse

  init(_ answer: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse) { self.answer = answer }

  /// Every request so far.
  var requests: [HTTPRequest] { asked.withLock { $0 } }
  /// Every request so far, such as `GET https://r.example/v2/a/manifests/1`.
  var lines: [String] { requests.map { "\($0.method) \($0.url)" } }

  func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    asked.withLock { $0.append(request) }
    return try await answer(request)
  }

  func shutdown() async {}
}

extension HTTPRequest {
  /// The first value of a header.
  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

extension HTTPResponse {
  init(_ status: Int, _ headers: [String: String] = [:], _ body: String = "") {
    self.init(status: status, headers: headers.map { ($0.key, $0.value) }, body: Array(body.utf8))
  }
}
