import HTTP
import Refusals

extension RegistryRepository {
  /// Stores a blob: asks for it, opens an upload, and sends all of it in one request; what broke off begins anew.
  func upload(_ source: BlobSource, as descriptor: Descriptor, mountingFrom: String?) async throws {
    guard let lack = try await lack(of: descriptor) else { return }
    try check(source, descriptor)
    let what = "\(descriptor.digest) was not uploaded to \(name)"
    do {
      // An upload that is not known any more went away with the process that had it.
      let response = try await registries.retries.run(location.server, isPassing: { $0.status == 404 }) { earlier in
        // The answer may have been lost and not the blob.
        if earlier > 0, try await holds(descriptor) { return HTTPResponse(status: 201) }
        let address = try await open(what, descriptor.digest, mountingFrom: earlier == 0 ? mountingFrom : nil)
        guard let address else { return HTTPResponse(status: 201) }
        return try await transfer(source, descriptor, to: address)
      }
      guard (200...204).contains(response.status), !RegistryError.isWebPage(response) else {
        throw await refusal(response, what)
      }
      // A registry may believe that it has the blob already, and keep what it has.
      if lack.kind != .missing, let lack = try await self.lack(of: descriptor) { throw damaged(lack) }
    } catch let failure as TransportFailure {
      throw refusal(failure, "an upload")
    }
  }

  private func damaged(_ lack: ContentLack) -> Refusal {
    Refusal(
      .contentMissing, what: "\(lack.digest) was not uploaded to \(name): the registry keeps a damaged one.",
      why: lack.text(in: name),
      remedy: "Have that blob deleted from the registry's store, or its repository; then run this again.")
  }

  /// Content that changed since it was described must not travel at all.
  private func check(_ source: BlobSource, _ descriptor: Descriptor) throws {
    let size: Int64? =
      switch source {
      case .bytes(let bytes): Int64(bytes.count)
      case .file(let path): ReadableFile.size(path)
      case .stored: throw descriptor.lost(from: name)
      }
    guard size != descriptor.size else { return }
    throw Refusal(
      .contentMissing, what: "\(descriptor.digest) was not uploaded to \(name).",
      why: size.map { "There are \($0) bytes instead of \(descriptor.size)" } ?? "Its file cannot be read",
      remedy: "Build it again.")
  }

  /// Opens an upload and gives its address; nil where the registry took the blob over from another of its repositories.
  private func open(_ what: String, _ digest: Digest, mountingFrom source: String?) async throws -> WebAddress? {
    if let source, let response = try await askedToMount(digest, source) {
      return response.status == 201 ? nil : try uploadAddress(response, what)
    }
    let response = try await send(HTTPRequest("POST", url("blobs/uploads/"), headers: [("Content-Length", "0")]))
    guard response.status == 202 else { throw await refusal(response, what) }
    return try uploadAddress(response, what)
  }

  /// The answer to a mount: taken over, or an upload opened instead; nil wherever mounting does not work.
  private func askedToMount(_ digest: Digest, _ source: String) async throws -> HTTPResponse? {
    let path = "blobs/uploads/?mount=\(digest)&from=\(PercentEncoding.encode(source))"
    do {
      let response = try await send(
        HTTPRequest("POST", url(path), headers: [("Content-Length", "0")]), mountingFrom: source)
      return [201, 202].contains(response.status) ? response : nil
    } catch let refusal as Refusal where refusal.code == .unauthorized {
      return nil
    }
  }

  /// Where an upload goes on: on the registry's own address, or on another one that is encrypted.
  private func uploadAddress(_ response: HTTPResponse, _ what: String) throws -> WebAddress {
    let own = WebAddress(root)
    guard let location = response.first("Location"),
      let address = WebAddress(url("blobs/uploads/"))?.resolving(location),
      address.origin == own?.origin || address.scheme == "https" && HostReach(address.host) == .network
    else {
      let place = response.first("Location").flatMap { WebAddress($0)?.origin } ?? "no address"
      throw Refusal(
        .registryRefused, what: "\(what): \(self.location.host) named no safe place for it.", why: "It named \(place)",
        remedy: "Check the registry's own address in its configuration.")
    }
    return address
  }

  /// Sends all bytes in one request; credentials go to the registry's own address only.
  private func transfer(
    _ source: BlobSource, _ descriptor: Descriptor, to address: WebAddress
  ) async throws -> HTTPResponse {
    let body: HTTPRequest.Body =
      switch source {
      case .bytes(let bytes): .bytes(bytes)
      case .file(let path): .file(path: path, length: descriptor.size)
      case .stored: throw descriptor.lost(from: name)
      }
    let target = address.description + (address.path.contains("?") ? "&" : "?") + "digest=\(descriptor.digest)"
    // Idle connections are found out by the transport; a slow line may take its time.
    return try await authorized(
      HTTPRequest(
        "PUT", target, headers: [("Content-Type", "application/octet-stream")], body: body, timeout: .seconds(6 * 3600)),
      TokenScope(location: location, actions: .push))
  }

  /// Gives an opened upload up; a registry that keeps it forgets it by itself.
  private func giveUp(_ opened: HTTPResponse) async {
    guard let address = try? uploadAddress(opened, ""), address.origin == WebAddress(root)?.origin else { return }
    _ = try? await send(HTTPRequest("DELETE", address.description), to: .delete, isIdempotent: false)
  }

  /// Asks for the right to push by opening an upload, and gives it up at once.
  func checkPushRight() async throws {
    let opened = try await send(HTTPRequest("POST", url("blobs/uploads/"), headers: [("Content-Length", "0")]))
    guard opened.status == 202, opened.first("Location") != nil else {
      throw await refusal(opened, "\(name) takes no uploads")
    }
    await giveUp(opened)
  }
}
