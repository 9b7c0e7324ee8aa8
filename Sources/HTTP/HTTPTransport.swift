/// The one way to other machines.
public protocol HTTPTransport: Sendable {
  /// Sends a request and takes the whole answer; follows no redirect.
  ///
  /// - Throws: ``TransportFailure`` where no answer came.
  func send(_ request: HTTPRequest) async throws -> HTTPResponse
  /// Closes all connections; the transport is not used afterwards.
  func shutdown() async
}
