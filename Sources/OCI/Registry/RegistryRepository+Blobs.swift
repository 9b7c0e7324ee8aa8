import HTTP
import Refusals

extension RegistryRepository {
  func hasBlob(_ digest: Digest) async throws -> Bool {
    let response = try await send(HTTPRequest("HEAD", url("blobs/\(digest)")))
    switch response.status {
    case 200: return true
    case 404: return false
    default: throw refusal(response, "\(name) was not asked for \(digest)")
    }
  }

  func blob(_ digest: Digest, limit: Int) async throws -> [UInt8]? {
    var request = HTTPRequest("GET", url("blobs/\(digest)"), responseLimit: limit)
    for _ in 0..<4 {
      let response = try await send(request)
      switch response.status {
      case 200:
        guard Digest.sha256(of: response.body) == digest else {
          throw Refusal(.registryRefused, what: "\(name)@\(digest) was not read: other bytes came.")
        }
        return response.body
      case 404: return nil
      case 301, 302, 303, 307, 308:
        guard let target = response.first("Location"), target.hasPrefix("https://") || target.hasPrefix("/") else {
          throw refusal(response, "\(digest) was not read")
        }
        guard target.hasPrefix("/") else {
          // Storage elsewhere has its own signature in the address and must not see the registry's token.
          let answer = try await registries.transport.send(HTTPRequest("GET", target, responseLimit: limit))
          guard answer.status == 200, Digest.sha256(of: answer.body) == digest else {
            throw refusal(answer, "\(digest) was not read")
          }
          return answer.body
        }
        request.url = absolute(target)
      default: throw refusal(response, "\(digest) was not read")
      }
    }
    throw Refusal(.registryRefused, what: "\(name)@\(digest) was not read: it leads in circles.")
  }

  /// Stores a blob: asks, opens an upload, and sends all of it in one request; a broken upload begins anew.
  func upload(_ source: BlobSource, as descriptor: Descriptor, mountingFrom: String?) async throws {
    if try await hasBlob(descriptor.digest) { return }
    let policy = RetryPolicy()
    var waited = Duration.zero
    for attempt in 1... {
      let response: HTTPResponse?
      do {
        let answer = try await transfer(source, descriptor, mountingFrom)
        if (200...204).contains(answer.status) { return }
        response = answer
      } catch let failure as TransportFailure {
        guard failure.cause == .broken else { throw refusal(failure, HTTPRequest("PUT", "")) }
        response = nil
      }
      guard let wait = policy.wait(after: response, attempt: attempt, waited: waited, jitter: .random(in: 0...1)) else {
        let what = "\(descriptor.digest) was not uploaded to \(name)"
        if let response { throw refusal(response, what) }
        throw Refusal(
          .registryUnreachable, what: "\(what).", why: "The connection to \(location.host) broke again and again.",
          remedy: "Check that the registry is up and can be reached.")
      }
      waited += wait
      try await Task.sleep(for: wait)
    }
  }

  private func transfer(
    _ source: BlobSource, _ descriptor: Descriptor, _ origin: String?
  ) async throws -> HTTPResponse {
    let mount = origin.map { "?mount=\(descriptor.digest)&from=\(PercentEncoding.encode($0))" } ?? ""
    let opened = try await send(
      HTTPRequest("POST", url("blobs/uploads/\(mount)"), headers: [("Content-Length", "0")]), isIdempotent: true)
    if opened.status == 201 { return opened }
    guard opened.status == 202, let target = opened.first("Location") else {
      throw refusal(opened, "\(name) opened no upload")
    }
    let address = absolute(target)
    let body: HTTPRequest.Body
    switch source {
    case .bytes(let bytes): body = .bytes(bytes)
    case .file(let path): body = .file(path: path, length: descriptor.size)
    }
    let request = HTTPRequest(
      "PUT", address + (address.contains("?") ? "&" : "?") + "digest=\(descriptor.digest)",
      headers: [("Content-Type", "application/octet-stream")], body: body, timeout: .seconds(3600))
    let isOwn = address.hasPrefix("\(registries.insecure.scheme(location.server))://\(location.server)/")
    guard isOwn else { return try await registries.transport.send(request) }
    return try await send(request, isIdempotent: false)
  }

  /// An address that may be relative to the registry's.
  private func absolute(_ target: String) -> String {
    guard target.hasPrefix("/") else { return target }
    return "\(registries.insecure.scheme(location.server))://\(location.server)\(target)"
  }

  func checkPushRight() async throws {
    let opened = try await send(HTTPRequest("POST", url("blobs/uploads/"), headers: [("Content-Length", "0")]))
    guard opened.status == 202 else { throw refusal(opened, "\(name) takes no uploads") }
    // The upload is given up at once; a registry that keeps it forgets it by itself.
    guard let target = opened.first("Location") else { return }
    _ = try? await send(HTTPRequest("DELETE", absolute(target)), isIdempotent: false)
  }
}
