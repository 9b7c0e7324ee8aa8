import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// The transport over the network, with connections that are kept; nothing is started before the first request.
public final class NetworkTransport: HTTPTransport {
  /// By the proxy that they go through; nil for none.
  private let clients = Mutex<[ProxyAddress?: HTTPClient]>([:])
  private let proxies: ProxyEnvironment

  /// Makes a transport that finds proxies in an environment; nil for this process's own.
  public init(environment: [String: String]? = nil) {
    proxies = environment.map { ProxyEnvironment($0) } ?? .own
  }

  /// Something was sent: there are threads and perhaps connections.
  var isStarted: Bool { clients.withLock { !$0.isEmpty } }

  /// Sends a request and takes the whole answer.
  public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard let address = WebAddress(request.url) else {
      throw TransportFailure(.malformed, "a request has no address of the web")
    }
    do {
      let client = started(through: try proxies.proxy(for: address))
      return try await Self.exchange(request, over: client, with: address.authority)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      try Task.checkCancellation()
      throw TransportFailure(network: error, host: address.authority)
    }
  }

  /// Sends a request and takes the answer in time; the client's own deadline ends with the head, and bodies may trickle.
  private static func exchange(
    _ request: HTTPRequest, over client: HTTPClient, with host: String
  ) async throws -> HTTPResponse {
    try await withThrowingTaskGroup(of: HTTPResponse?.self) { group in
      group.addTask {
        let answer = try await client.execute(message(request), timeout: TimeAmount(request.timeout))
        return HTTPResponse(
          status: Int(answer.status.code), headers: answer.headers.map { ($0.name, $0.value) },
          body: try await body(of: answer, for: request, host: host))
      }
      group.addTask {
        try await Task.sleep(for: request.timeout)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let response = first else {
        throw TransportFailure(.broken, "\(host) fell silent")
      }
      return response
    }
  }

  private static func message(_ request: HTTPRequest) -> HTTPClientRequest {
    var message = HTTPClientRequest(url: request.url)
    message.method = HTTPMethod(rawValue: request.method)
    for (name, value) in request.headers { message.headers.add(name: name, value: value) }
    if !message.headers.contains(name: "User-Agent") {
      message.headers.add(name: "User-Agent", value: "brokkr-release")
    }
    switch request.body {
    case .none: break
    case .bytes(let bytes): message.body = .bytes(bytes)
    case .file(let path, let length):
      message.body = .stream(FileChunks(path: path, length: length), length: .known(length))
    }
    return message
  }

  /// Takes the body; one that is longer than the limit is cut off, whether it says so before or not.
  private static func body(
    of answer: HTTPClientResponse, for request: HTTPRequest, host: String
  ) async throws -> [UInt8] {
    if answer.status == .ok, let take = request.onBytes {
      request.onStart?()
      for try await chunk in answer.body {
        guard take(Array(chunk.readableBytesView)) else { break }
      }
      return []
    }
    let limit = request.responseLimit
    let tooLong = TransportFailure(.tooLong, "the answer of \(host) is longer than \(limit) bytes")
    var body: [UInt8] = []
    for try await chunk in answer.body {
      guard body.count + chunk.readableBytes <= limit else { throw tooLong }
      body += chunk.readableBytesView
    }
    return body
  }

  private func started(through proxy: ProxyAddress?) -> HTTPClient {
    clients.withLock { clients in
      if let client = clients[proxy] { return client }
      var configuration = HTTPClient.Configuration()
      configuration.redirectConfiguration = .disallow
      configuration.timeout = .init(connect: .seconds(10), read: .seconds(60), write: .seconds(60))
      configuration.httpVersion = .http1Only
      // A refused connection is said at once; whether to try again is for the retry policy to decide.
      configuration.connectionPool.retryConnectionEstablishment = false
      configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 4
      configuration.proxy = proxy?.configuration
      let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
      clients[proxy] = client
      return client
    }
  }

  /// Closes all connections; a later request opens new ones.
  public func shutdown() async {
    for client in taken() { try? await client.shutdown() }
  }

  private func taken() -> [HTTPClient] {
    clients.withLock { clients in
      defer { clients = [:] }
      return Array(clients.values)
    }
  }

  deinit {
    // A client must not vanish with open connections, also where an error kept someone from shutting down.
    let clients = taken()
    guard !clients.isEmpty else { return }
    Task { for client in clients { try? await client.shutdown() } }
  }
}

extension TimeAmount {
  fileprivate init(_ duration: Duration) {
    let parts = duration.components
    let (nanoseconds, isHuge) = parts.seconds.multipliedReportingOverflow(by: 1_000_000_000)
    self = .nanoseconds(isHuge ? .max / 2 : nanoseconds + parts.attoseconds / 1_000_000_000)
  }
}
