import HTTP
import Refusals

extension RegistryRepository {
  /// `HOST/REPOSITORY:TAG` or `HOST/REPOSITORY@DIGEST`.
  func title(_ reference: String) -> String { "\(name)\(reference.contains(":") ? "@" : ":")\(reference)" }

  /// A request without an answer, for people.
  func refusal(_ failure: TransportFailure, _ method: String) -> Refusal {
    let what = "\(location.host) did not answer \(method) for \(location.repository)."
    switch failure.cause {
    case .unreachable, .broken:
      return Refusal(
        .registryUnreachable, what: what, why: failure.detail,
        remedy: "Check that \(location.host) is up and can be reached, then run the same command again.")
    case .tooLong: return Refusal(.registryRefused, what: what, why: failure.detail)
    case .unreadable: return Refusal(.contentMissing, what: "Content for \(name) was not sent.", why: failure.detail)
    case .malformed:
      return Refusal(
        .registryRefused, what: what, why: failure.detail,
        remedy: "Check that \(location.host) is the registry that you mean.")
    }
  }

  /// An answer that is not the expected one, for people.
  ///
  /// - Parameters:
  ///   - response: what came.
  ///   - what: what did not happen, without a period.
  /// - Returns: the refusal.
  func refusal(_ response: HTTPResponse, _ what: String) async -> Refusal {
    let error = RegistryError(response)
    let said = registries.secrets.hiding(in: error.text)
    let why = "It answered \(response.status): \(said)"
    if RetryPolicy.isRateLimit(response) {
      let wait = RetryPolicy.asked(by: response).map { " and asks to wait \($0)" } ?? ""
      return Refusal(
        .registryRefused, what: "\(what): \(location.host) is asked too much.", why: why + wait,
        remedy: "Wait, then run the same command again.")
    }
    switch response.status {
    case 401, 403: return await unauthorized(response, what, why)
    case 500... where response.status == 507 || Self.isOutOfSpace(said):
      return Refusal(
        .registryRefused, what: "\(what): \(location.host) is out of space.", why: why,
        remedy: "Make room in the registry, then run the same command again.")
    case 500...:
      return Refusal(
        .registryRefused, what: "\(what): \(location.host) is not well.", why: why,
        remedy: "Look at the registry, then run the same command again.")
    default: break
    }
    if error.codes.contains("MANIFEST_BLOB_UNKNOWN") {
      return Refusal(.contentMissing, what: "\(what): content that it names is not there.", why: why)
    }
    return Refusal(
      .registryRefused, what: "\(what): \(location.host) refused it.", why: why,
      remedy: "Check that \(location.host) is a registry, and that it has \(location.repository).")
  }

  /// Three different reasons: nobody was named, somebody who may not, somebody whom the registry does not know.
  private func unauthorized(_ response: HTTPResponse, _ what: String, _ why: String) async -> Refusal {
    let search = try? await registries.authority.search(location.host)
    let isScope = response.first("WWW-Authenticate")?.contains("insufficient_scope") == true || response.status == 403
    var cause = why
    if let own = search?.credentials {
      let who = own.isIdentityToken ? "The identity token at hand" : own.user
      cause += isScope ? "\n\(who) lacks the right" : "\n\(who) was not let in"
    } else {
      cause += "\nNo credentials for \(location.host) were found"
      for remark in search?.remarks ?? [] { cause += "\n\(remark)" }
    }
    return Refusal(
      .unauthorized, what: "\(what): \(location.host) does not allow it.", why: cause,
      remedy: "Run `docker login \(location.host)` with an account that may push to \(location.repository)")
  }

  private static func isOutOfSpace(_ text: String) -> Bool {
    ["no space", "out of space", "quota", "disk full", "insufficient storage"].contains {
      text.lowercased().contains($0)
    }
  }
}
