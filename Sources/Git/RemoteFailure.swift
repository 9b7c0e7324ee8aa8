import ExternalTools
import Refusals

/// What a failed conversation with a remote means.
enum RemoteFailure {
  /// The refusal for a run of git that ended badly before any reference was spoken of.
  static func refusal(_ what: String, _ outcome: ToolOutcome, remote: String) -> Refusal {
    let text = outcome.errorText.lowercased()
    func says(_ words: [String]) -> Bool { words.contains { text.contains($0) } }
    let why = outcome.tail(6)
    if says(unauthorized) {
      return Refusal(
        .unauthorized, what: what, why: why,
        remedy:
          "Check the credentials that git uses for \(remote): `git ls-remote \(remote)` must work, and a push too.")
    }
    if says(["does not support --atomic"]) {
      return Refusal(
        .remoteRefused, what: what, why: why, remedy: "The server must offer atomic pushes; every current git does.")
    }
    if says([".lock': file exists", "unable to lock", "another git process"]) {
      return Refusal(
        .failed, what: what, why: why, remedy: "Another git process works in this clone; try again when it has ended.")
    }
    if says(["couldn't find remote ref"]) {
      return Refusal(.remoteRefused, what: what, why: why, remedy: "Look at what `git ls-remote \(remote)` lists.")
    }
    return Refusal(
      .remoteUnreachable, what: what, why: why, remedy: "Run `git ls-remote \(remote)` and look at what it says.")
  }

  private static let unauthorized = [
    "authentication failed", "permission denied", "could not read username", "could not read password",
    "terminal prompts disabled", "error: 401", "error: 403", "access denied", "not authorized", "unauthorized",
    "permission to ", "write access to repository not granted", "repository not found", "marked as read only",
    "invalid username or", "invalid credentials", "support for password authentication was removed",
    "you do not have permission", "authorization failed", "insufficient permission", "deploy key",
  ]
}
