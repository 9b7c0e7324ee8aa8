import Testing

@testable import HTTP

/// What people are told of errors whose types have no names here.
@Suite("Transport failures")
struct TransportFailureTests {
  @Test(
    "an error is told by its cause",
    arguments: [
      (
        "NIOSSL.NIOSSLExtraError.failedToMatchHostname: Couldn't match r.example in certificate",
        "the certificate of r.example is for another name"
      ),
      (
        "NIOSSL.NIOSSLError.handshakeFailed(NIOSSL.BoringSSLError.sslError([Error: 268435581 CERTIFICATE_VERIFY_FAILED]))",
        "the certificate of r.example is not trusted, or has expired by this machine's clock"
      ),
      (
        "NIOSSL.NIOSSLError.handshakeFailed(NIOSSL.BoringSSLError.sslError([Error: 268435703 WRONG_VERSION_NUMBER]))",
        "r.example does not speak TLS on this port"
      ),
      ("NIOSSL.NIOSSLError.uncleanShutdown", "no safe connection to r.example could be made"),
      (
        "DNS error: SocketAddressError.UnknownHost: Name or service not known (error -2) for host r.example, port 80",
        "the name r.example leads to no address"
      ),
      (
        "Connection errors: SingleConnectionFailure(target: [IPv4]r.example/192.0.2.1:1, error: Connection refused)",
        "r.example refuses connections"
      ),
      (
        "Connection errors: SingleConnectionFailure(target: [IPv4]r.example/192.0.2.1:1, error: No route to host)",
        "r.example cannot be reached"
      ),
    ])
  func texts(error: String, expected: String) {
    #expect(TransportFailure(described: error, host: "r.example") == TransportFailure(.unreachable, expected))
  }

  @Test("a long text is cut off")
  func long() {
    let failure = TransportFailure(described: String(repeating: "x", count: 5000), host: "r.example")
    #expect(failure.cause == .broken && failure.detail.count < 300)
  }
}
