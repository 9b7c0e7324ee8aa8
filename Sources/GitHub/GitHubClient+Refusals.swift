import FoundationEssentials
import HTTP
import Refusals

extension GitHubClient {
  /// What an error's body may hold.
  struct Complaint: Decodable {
    struct Detail: Decodable {
      var resource: String?
      var code: String?
      var field: String?
      var message: String?

      init(from decoder: any Decoder) throws {
        // Some errors are plain sentences.
        if let text = try? decoder.singleValueContainer().decode(String.self) {
          message = text
          return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        resource = try? container.decode(String.self, forKey: .resource)
        code = try? container.decode(String.self, forKey: .code)
        field = try? container.decode(String.self, forKey: .field)
        message = try? container.decode(String.self, forKey: .message)
      }

      enum CodingKeys: String, CodingKey { case resource, code, field, message }

      var text: String { message ?? [field, code].compactMap(\.self).joined(separator: " ") }
    }

    var message: String?
    var errors: [Detail]?
  }

  /// The complaint of an answer; empty where its body is something else, such as a page of a proxy.
  static func complaint(_ response: HTTPResponse) -> Complaint {
    (try? JSONDecoder().decode(Complaint.self, from: Data(response.body))) ?? Complaint(message: nil, errors: nil)
  }

  /// One line of what an answer complains about, without any token.
  func words(_ response: HTTPResponse) -> String {
    let complaint = Self.complaint(response)
    let parts = [complaint.message].compactMap(\.self) + (complaint.errors ?? []).map(\.text)
    let text = parts.filter { !$0.isEmpty }.joined(separator: ": ").replacing("\n", with: " ")
    return token?.redacted(String(text.prefix(600))) ?? String(text.prefix(600))
  }

  /// The id by which GitHub's support finds a request.
  static func trace(_ response: HTTPResponse) -> String {
    let id = response.first("X-GitHub-Request-Id").map { ", request \($0)" } ?? ""
    return " (status \(response.status)\(id))"
  }

  /// Tells apart why an answer is no success: credentials, rights, limits, rules, and the rest.
  ///
  /// - Parameters:
  ///   - response: the answer.
  ///   - what: what did not happen, without a period.
  /// - Returns: what to throw.
  func refusal(_ response: HTTPResponse, _ what: String) -> Refusal {
    let said = words(response) + Self.trace(response)
    if RetryPolicy.isRateLimit(response) {
      return Refusal(
        .forgeRefused, what: "\(what).", why: "GitHub's rate limit is used up: \(said)",
        remedy: "Wait until it begins anew, within the hour, then run the same command again.")
    }
    if said.contains("immutable release") {
      return Refusal(
        .forgeRefused, what: "\(what).", why: "The release is immutable: \(said)",
        remedy: "Its tag and assets are final; cut the next version.")
    }
    switch response.status {
    case 401:
      return Refusal(
        .unauthorized, what: "\(what).", why: "GitHub does not know \(identity): \(said)",
        remedy: "Set GH_TOKEN to a valid token, or run `gh auth login`.")
    case 403, 404:
      return Refusal(.unauthorized, what: "\(what).", why: "\(said); asked with \(identity)", remedy: rights(response))
    case 422 where Self.complaint(response).errors?.contains { $0.field == "pre_receive" } == true:
      return Refusal(
        .unauthorized, what: "\(what).", why: "A rule of the repository forbids it: \(said)",
        remedy: "Let the identity bypass the rule at \(server.pages)/\(repository)/rules, or change the rule.")
    default:
      return Refusal(
        .forgeRefused, what: "\(what).", why: said,
        remedy: response.status >= 500
          ? "Look at https://www.githubstatus.com, then run the same command again."
          : "Look at \(server.pages)/\(repository)/releases for what stands in the way, then run the same command again."
      )
    }
  }

  /// What is missing, as the headers of an answer name it.
  private func rights(_ response: HTTPResponse) -> String {
    if let needed = response.first("X-Accepted-GitHub-Permissions"), !needed.isEmpty {
      return "The token needs \(needed.replacing(";", with: " or"))."
    }
    if let scopes = response.first("X-OAuth-Scopes"), let wanted = response.first("X-Accepted-OAuth-Scopes") {
      return "The token has the scopes `\(scopes)`; one of `\(wanted)` is needed."
    }
    return "Check that the token may see \(repository) and has the right: GitHub answers so too where it has not."
  }

  private var identity: String { token?.description ?? "no token" }

  /// What is said where no answer came.
  func unreachable(_ failure: TransportFailure, _ what: String) -> Refusal {
    Refusal(
      .forgeUnreachable, what: "\(what).", why: token?.redacted(failure.description) ?? failure.description,
      remedy: "Check the network and that \(server.api) is the API, then run the same command again.")
  }
}
