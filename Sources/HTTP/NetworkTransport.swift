import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The transport over the network: one client, started with the first request, with connections that are kept.
public final class NetworkTransport: HTTPTransport {
  private let client = Mutex<HTTPClient?>(nil)

  /// Makes a transport; nothing is started.
  public init() {}

  /// Sends a request and takes the whole answer.
  public func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    var message = HTTPClientRequest(url: request.url)
    message.method = HTTPMethod(rawValue: request.method)
    for (name, value) in request.headers { message.headers.add(name: name, value: value) }
    switch request.body {
    case .none: break
    case .bytes(let bytes): message.body = .bytes(bytes)
    case .file(let path, let length):
      message.body = .stream(FileChunks(path: path), length: .known(length))
    }
    do {
      let answer = try await started().execute(message, timeout: TimeAmount(request.timeout))
      let limit = request.responseLimit
      var body: [UInt8] = []
      for try await chunk in answer.body {
        guard body.count + chunk.readableBytes <= limit else {
          throw TransportFailure(.tooLong, "the answer to \(request.method) is longer than \(limit) bytes")
        }
        body += chunk.readableBytesView
      }
      return HTTPResponse(
        status: Int(answer.status.code), headers: answer.headers.map { ($0.name, $0.value) }, body: body)
    } catch let failure as TransportFailure {
      throw failure
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      try Task.checkCancellation()
      throw Self.failure(error)
    }
  }

  private func started() -> HTTPClient {
    client.withLock { client in
      if let client { return client }
      var configuration = HTTPClient.Configuration()
      configuration.redirectConfiguration = .disallow
      configuration.timeout = .init(connect: .seconds(10), read: .seconds(60))
      configuration.httpVersion = .http1Only
      configuration.proxy = ProxySetting.proxy
      let made = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
      client = made
      return made
    }
  }

  /// Closes all connections.
  public func shutdown() async {
    let open = client.withLock { client in
      defer { client = nil }
      return client
    }
    try? await open?.shutdown()
  }

  private static func failure(_ error: any Error) -> TransportFailure {
    if let error = error as? HTTPClientError {
      switch error {
      case .connectTimeout: return TransportFailure(.unreachable, "no connection within 10 seconds")
      case .readTimeout, .deadlineExceeded, .requestStreamCancelled, .remoteConnectionClosed:
        return TransportFailure(.broken, "the connection broke or nothing came in time (\(error.shortDescription))")
      default: return TransportFailure(.broken, error.shortDescription)
      }
    }
    if let error = error as? IOError {
      let isUnreachable = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ETIMEDOUT].contains(error.errnoCode)
      return TransportFailure(isUnreachable ? .unreachable : .broken, String(cString: strerror(error.errnoCode)))
    }
    let text = "\(error)"
    // The texts of the libraries name their types; these are the ones that a wrong address or setting leads to.
    let known: [(sign: String, cause: TransportFailure.Cause, detail: String)] = [
      ("DNS error", .unreachable, "its name is not known here"),
      ("onnection refused", .unreachable, "Connection refused"),
      ("unreachable", .unreachable, "no way leads to it"),
      ("CERTIFICATE_VERIFY_FAILED", .broken, "its certificate is not trusted here"),
      ("WRONG_VERSION_NUMBER", .broken, "it speaks plain HTTP where HTTPS was spoken to it"),
      ("Connection errors", .unreachable, "no connection came about"),
    ]
    if let found = known.first(where: { text.contains($0.sign) }) { return TransportFailure(found.cause, found.detail) }
    return TransportFailure(.broken, text)
  }
}

extension TimeAmount {
  fileprivate init(_ duration: Duration) {
    let parts = duration.components
    self = .nanoseconds(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
  }
}
