import HTTP
import Refusals

/// One repository of a registry (distribution-spec): requests with credentials, redirects and retries.
struct RegistryRepository: ImageRepository {
  let location: RegistryLocation
  let registries: Registries

  var name: String { location.description }

  /// The address of the registry itself.
  var root: String { "\(registries.insecure.scheme(location.server))://\(location.server)" }

  /// The address of something below the repository.
  func url(_ path: String) -> String { "\(root)/v2/\(location.repository)/\(path)" }

  /// Sends a request, and sends it again where that is harmless and may help.
  ///
  /// - Parameters:
  ///   - request: the request, without credentials.
  ///   - actions: what a token has to allow.
  ///   - source: a second repository that a token has to let read.
  ///   - isIdempotent: sending it twice has the effect of sending it once.
  /// - Returns: the answer, whatever its status.
  /// - Throws: a `Refusal` where no answer came.
  func send(
    _ request: HTTPRequest, to actions: TokenScope.Actions = .push, mountingFrom source: String? = nil,
    isIdempotent: Bool = true
  ) async throws -> HTTPResponse {
    let scope = TokenScope(location: location, actions: actions, source: source)
    do {
      guard isIdempotent else { return try await authorized(request, scope) }
      return try await registries.retries.run(location.server) { _ in try await authorized(request, scope) }
    } catch let failure as TransportFailure {
      throw refusal(failure, request.method)
    }
  }

  /// Sends a request that changes nothing.
  ///
  /// The token is asked for with the right to push, which publishing needs anyway, so that one is enough; without that
  /// right, reading is tried alone.
  func read(_ request: HTTPRequest) async throws -> HTTPResponse {
    let authority = registries.authority
    guard await !authority.isReader(of: location) else { return try await send(request, to: .pull) }
    do {
      let response = try await send(request, to: .push)
      guard response.status == 401 || response.status == 403, !RetryPolicy.isRateLimit(response) else {
        return response
      }
      guard await !authority.usesPassword(location.host) else { return response }
    } catch let refusal as Refusal where refusal.code == .unauthorized {
      // Some token servers refuse the whole token when one of its rights is missing.
    }
    let response = try await send(request, to: .pull)
    if response.status != 401 && response.status != 403 { await authority.keepReader(of: location) }
    return response
  }

  /// Sends a request once, with the credentials that its answer asks for.
  func authorized(_ request: HTTPRequest, _ scope: TokenScope) async throws -> HTTPResponse {
    let given = await registries.authority.header(for: scope)
    let (response, isOwn) = try await delivered(request, given)
    guard response.status == 401, isOwn, let challenge = Challenge.best(of: response),
      let answer = try await registries.authority.answer(challenge, for: scope, refused: given)
    else { return response }
    return try await delivered(request, answer).response
  }

  /// Sends a request and follows redirects; tells whether the answer came from the registry's own address.
  private func delivered(
    _ request: HTTPRequest, _ authorization: String?
  ) async throws -> (response: HTTPResponse, isOwn: Bool) {
    var request = request
    let origin = WebAddress(request.url)?.origin
    if let authorization, origin == WebAddress(root)?.origin {
      request.headers.append(("Authorization", authorization))
    }
    var count = 0
    while true {
      let response = try await registries.transport.send(request)
      do {
        guard let next = try RedirectRule.next(after: response, to: request, count: count) else {
          return (response, WebAddress(request.url)?.origin == WebAddress(root)?.origin)
        }
        request = next
      } catch {
        throw Refusal(
          .registryRefused, what: "\(location.host) did not answer \(request.method) for \(location.repository).",
          why: "\(error)", remedy: "Check that \(location.host) is the registry that you mean.")
      }
      count += 1
    }
  }
}
