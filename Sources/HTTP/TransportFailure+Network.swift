import AsyncHTTPClient
import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension TransportFailure {
  /// Puts an error of the client into words that name the cause; the address is left out, it may hold a signature.
  init(network error: any Error, host: String) {
    switch error {
    case let failure as TransportFailure: self = failure
    case let error as HTTPClientError: self.init(client: error, host: host)
    case let error as IOError: self.init(code: error.errnoCode, host: host)
    default: self.init(described: String(reflecting: error), host: host)
    }
  }

  private init(client error: HTTPClientError, host: String) {
    switch error {
    case .connectTimeout, .httpProxyHandshakeTimeout, .socksHandshakeTimeout, .tlsHandshakeTimeout:
      self.init(.unreachable, "\(host) took no connection in time")
    case .readTimeout, .writeTimeout, .deadlineExceeded: self.init(.broken, "\(host) fell silent")
    case .proxyAuthenticationRequired: self.init(.unreachable, "the proxy wants a user and a password")
    case .invalidProxyResponse: self.init(.unreachable, "the proxy gave no way to \(host)")
    case .bodyLengthMismatch: self.init(.unreadable, "what was sent has another length than it said")
    case .invalidURL, .emptyHost, .emptyScheme: self.init(.malformed, "a request has no address of the web")
    case _ where ["invalidHeader", "unsupportedScheme"].contains { "\(error)".contains($0) }:
      self.init(.malformed, "the request to \(host) cannot be sent: a header or the scheme is wrong")
    default: self.init(.broken, "the connection to \(host) broke: \(error.shortDescription)")
    }
  }

  /// Judges errors of packages whose types cannot be named here by what they say of themselves.
  init(described text: String, host: String) {
    func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
    if says("CERTIFICATE_VERIFY_FAILED", "unableToValidateCertificate", "certificate verify failed") {
      self.init(.unreachable, "the certificate of \(host) is not trusted, or has expired by this machine's clock")
    } else if says("failedToMatchHostname", "unableToMatch") {
      self.init(.unreachable, "the certificate of \(host) is for another name")
    } else if says("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNSUPPORTED_PROTOCOL") {
      self.init(.unreachable, "\(host) does not speak TLS on this port")
    } else if says("NIOSSL", "BoringSSL", "handshakeFailed") {
      self.init(.unreachable, "no safe connection to \(host) could be made")
    } else if says("DNS error", "SocketAddressError") {
      self.init(.unreachable, "the name \(host) leads to no address")
    } else if says("Connection errors", "NIOConnectionError") {
      self.init(.unreachable, says("refused") ? "\(host) refuses connections" : "\(host) cannot be reached")
    } else {
      self.init(.broken, "the exchange with \(host) broke: \(text.prefix(200))")
    }
  }

  private init(code: Int32, host: String) {
    switch code {
    case ECONNREFUSED: self.init(.unreachable, "\(host) refuses connections")
    case EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL, EACCES, EPERM: self.init(.unreachable, "\(host) cannot be reached")
    default: self.init(.broken, "the connection to \(host) broke: \(String(cString: strerror(code)))")
    }
  }
}
