import FoundationEssentials
import HTTP
import Refusals
import Synchronization
import TestSupport
import Testing

@testable import OCI

/// What is sent to a registry that behaves oddly; the registry is a scripted stand-in.
@Suite("Registry writes")
struct RegistryWritesTests {
  private static let layer = Array("layer".utf8)
  private static let descriptor = SampleImage.descriptor(MediaType.imageLayer, layer)

  private func repository(
    _ answer: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse
  ) throws -> (repository: any ImageRepository, transport: ScriptedTransport) {
    let transport = ScriptedTransport(answer)
    return (try Registries(over: transport).repository("r.example/x"), transport)
  }

  /// Answers of a registry whose uploads go on at `location`.
  private static func answer(_ request: HTTPRequest, _ location: String) -> HTTPResponse {
    switch request.method {
    case "POST": HTTPResponse(202, ["Location": location])
    case "PUT": HTTPResponse(201)
    default: HTTPResponse(404)
    }
  }

  @Test("a blob takes three requests, and one when it is there")
  func minimum() async throws {
    let (repository, transport) = try repository { Self.answer($0, "/v2/x/blobs/uploads/u?_state=s") }
    try await repository.upload(.bytes(Self.layer), as: Self.descriptor, mountingFrom: nil)
    #expect(
      transport.lines == [
        "HEAD https://r.example/v2/x/blobs/\(Self.descriptor.digest)", "POST https://r.example/v2/x/blobs/uploads/",
        "PUT https://r.example/v2/x/blobs/uploads/u?_state=s&digest=\(Self.descriptor.digest)",
      ])
    let (full, asked) = try self.repository { _ in HTTPResponse(200) }
    try await full.upload(.bytes(Self.layer), as: Self.descriptor, mountingFrom: nil)
    #expect(asked.requests.map(\.method) == ["HEAD"])
  }

  @Test(
    "an upload goes on where the registry says, if that is a safe place",
    arguments: [
      ("uuid", "https://r.example/v2/x/blobs/uploads/uuid?digest="),
      ("https://r.example/u", "https://r.example/u?digest="),
      ("https://upload.example/u?sig=1", "https://upload.example/u?sig=1&digest="),
      ("http://r.example/u", nil),  // a registry behind TLS that does not know it
      ("http://upload.example/u", nil), ("https://127.0.0.1/u", nil), ("https://169.254.169.254/u", nil),
      ("ftp://r.example/u", nil), ("", nil), ("https://user@r.example/u", nil),
    ] as [(String, String?)])
  func location(location: String, target: String?) async throws {
    let (repository, transport) = try repository { Self.answer($0, location) }
    let refusal = await refusal {
      try await repository.upload(.bytes(Self.layer), as: Self.descriptor, mountingFrom: nil)
    }
    let put = transport.requests.first { $0.method == "PUT" }
    #expect(put?.url == target.map { "\($0)\(Self.descriptor.digest)" })
    #expect(refusal?.code == (target == nil ? .registryRefused : nil))
  }

  @Test("credentials do not go along to another host")
  func foreignUpload() async throws {
    let (repository, transport) = try repository { request in
      if request.url.hasPrefix("https://r.example/token") { return HTTPResponse(200, [:], #"{"token":"secret"}"#) }
      guard request.header("Authorization") != nil || request.url.hasPrefix("https://upload.example") else {
        return HTTPResponse(401, ["WWW-Authenticate": #"Bearer realm="https://r.example/token""#])
      }
      return Self.answer(request, "https://upload.example/u")
    }
    try await repository.upload(.bytes(Self.layer), as: Self.descriptor, mountingFrom: nil)
    let put = try #require(transport.requests.last)
    #expect(put.url.hasPrefix("https://upload.example/") && put.header("Authorization") == nil)
  }

  @Test("an upload that broke off begins anew, and one whose answer was lost is found to be there")
  func brokenUpload() async throws {
    for isStored in [false, true] {
      let puts = Mutex(0)
      let (repository, transport) = try repository { request in
        switch request.method {
        case "HEAD" where isStored && puts.withLock { $0 } > 0: return HTTPResponse(200)
        case "PUT"
        where puts.withLock {
          $0 += 1; return $0
        } == 1: throw TransportFailure(.broken, "reset")
        default: return Self.answer(request, "/u")
        }
      }
      try await repository.upload(.bytes(Self.layer), as: Self.descriptor, mountingFrom: nil)
      let expected = ["HEAD", "POST", "PUT", "HEAD"] + (isStored ? [] : ["POST", "PUT"])
      #expect(transport.requests.map(\.method) == expected)
    }
  }

  @Test(
    "an upload begins anew where that may help",
    arguments: [(500, true), (503, true), (429, true), (404, true), (400, false), (413, false), (416, false)])
  func refusedUpload(status: Int, isSentAgain: Bool) async throws {
    let (repository, transport) = try repository { request in
      request.method == "PUT" ? HTTPResponse(status) : Self.answer(request, "/u")
    }
    let refusal = await refusal {
      try await repository.upload(.bytes(Self.layer), as: Self.descriptor, mountingFrom: nil)
    }
    #expect(refusal?.code == .registryRefused && refusal?.message.contains("\(status)") == true)
    #expect(transport.requests.filter { $0.method == "PUT" }.count == (isSentAgain ? 5 : 1))
  }

  @Test("an upload that breaks every time ends as an error that says so")
  func endlesslyBroken() async throws {
    let (repository, transport) = try repository { request in
      if request.method == "PUT" { throw TransportFailure(.broken, "the connection broke") }
      return Self.answer(request, "/u")
    }
    let refusal = await refusal {
      try await repository.upload(.bytes(Self.layer), as: Self.descriptor, mountingFrom: nil)
    }
    #expect(refusal?.code == .registryUnreachable && refusal?.why == "the connection broke")
    #expect(transport.requests.filter { $0.method == "PUT" }.count == 5)
  }

  @Test("content that is not what was described is not sent")
  func changedContent() async throws {
    let scratch = try ScratchDirectory("changed")
    let path = try scratch.write("layers", to: "layer")
    let (repository, transport) = try repository { Self.answer($0, "/u") }
    for source in [BlobSource.file(path), .bytes([1]), .file("\(scratch.path)/nowhere")] {
      let refusal = await refusal { try await repository.upload(source, as: Self.descriptor, mountingFrom: nil) }
      #expect(refusal?.code == .contentMissing)
    }
    #expect(transport.requests.allSatisfy { $0.method == "HEAD" })
  }

  @Test(
    "a blob is taken over from another repository where the registry does that",
    arguments: [
      (201, ["HEAD", "POST"]), (202, ["HEAD", "POST", "PUT"]), (403, ["HEAD", "POST", "POST", "PUT"]),
      (404, ["HEAD", "POST", "POST", "PUT"]),
    ])
  func mount(status: Int, methods: [String]) async throws {
    let (repository, transport) = try repository { request in
      guard request.url.contains("mount=") else { return Self.answer(request, "/u") }
      return HTTPResponse(status, ["Location": "/u"])
    }
    try await repository.upload(.bytes(Self.layer), as: Self.descriptor, mountingFrom: "acme/other")
    #expect(transport.requests.map(\.method) == methods)
    let mount = "?mount=\(Self.descriptor.digest)&from=acme%2Fother"
    #expect(transport.requests[1].url == "https://r.example/v2/x/blobs/uploads/\(mount)")
  }

  @Test("a document is put with its own type, and only under its own digest")
  func put() async throws {
    let manifest = try SampleImage.pair[0].manifest()
    let (repository, transport) = try repository { _ in
      HTTPResponse(201, ["Docker-Content-Digest": manifest.digest.description])
    }
    try await repository.put(manifest, as: "1.2.0")
    #expect(transport.lines == ["PUT https://r.example/v2/x/manifests/1.2.0"])
    #expect(transport.requests[0].header("Content-Type") == MediaType.imageManifest)
    let other = Digest.sha256(of: []).description
    #expect(await refusal { try await repository.put(manifest, as: other) }?.code == .contentMissing)
    #expect(await refusal { try await repository.put(manifest, as: "1.2.0+b") }?.code == .configuration)
    #expect(transport.requests.count == 1)
  }

  @Test("a registry that keeps something else is found out, by its word or by its bytes")
  func keptSomethingElse() async throws {
    let (manifest, other) = (try SampleImage.pair[0].manifest(), try SampleImage.pair[1].manifest())
    let (one, _) = try repository { _ in HTTPResponse(201, ["Docker-Content-Digest": other.digest.description]) }
    #expect(await refusal { try await one.put(manifest, as: "1") }?.code == .registryRefused)
    let kept = Mutex(other)
    let (two, transport) = try repository { request in
      request.method == "PUT" ? HTTPResponse(201) : HTTPResponse(status: 200, body: kept.withLock { $0.bytes })
    }
    #expect(await refusal { try await two.put(manifest, as: "1") }?.code == .registryRefused)
    kept.withLock { $0 = manifest }
    try await two.put(manifest, as: "1")
    #expect(transport.requests.map(\.method) == ["PUT", "GET", "PUT", "GET"])
  }

  @Test("a web page is no acknowledgement", arguments: [200, 201])
  func webPage(status: Int) async throws {
    let (repository, _) = try repository { request in
      HTTPResponse(request.method == "HEAD" ? 404 : status, ["Content-Type": "text/html"], "<html>")
    }
    let manifest = try SampleImage.pair[0].manifest()
    #expect(await refusal { try await repository.put(manifest, as: "1") }?.code == .registryRefused)
    let upload = await refusal {
      try await repository.upload(.bytes(Self.layer), as: Self.descriptor, mountingFrom: nil)
    }
    #expect(upload?.code == .registryRefused)
  }

  @Test("content that a document names and the registry lacks is said as missing")
  func unknownBlob() async throws {
    let (repository, _) = try repository { _ in
      HTTPResponse(400, [:], #"{"errors":[{"code":"MANIFEST_BLOB_UNKNOWN","message":"blob unknown to registry"}]}"#)
    }
    let manifest = try SampleImage.pair[0].manifest()
    #expect(await refusal { try await repository.put(manifest, as: "1") }?.code == .contentMissing)
  }

  @Test("the right to push is asked for by an upload that is given up")
  func pushRight() async throws {
    let (repository, transport) = try repository { Self.answer($0, "/v2/x/blobs/uploads/u") }
    try await repository.checkPushRight()
    #expect(
      transport.lines == [
        "POST https://r.example/v2/x/blobs/uploads/", "DELETE https://r.example/v2/x/blobs/uploads/u",
      ])
    let (closed, _) = try self.repository { _ in HTTPResponse(403, [:], #"{"errors":[{"code":"DENIED"}]}"#) }
    #expect(await refusal { try await closed.checkPushRight() }?.code == .unauthorized)
  }
}
