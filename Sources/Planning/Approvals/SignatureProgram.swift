import ExternalTools
import FoundationEssentials
import Refusals

/// OpenSSH's check of signatures.
struct SignatureProgram {
  /// What a signature came to.
  enum Verdict: Hashable {
    /// It is good, by this key.
    case good(fingerprint: String)
    /// It is not, and why.
    case bad(String)
  }

  let signers: AllowedSigners

  /// Checks a signature of `text` by `principal`.
  func verify(_ signature: String, of text: String, by principal: String) async throws -> Verdict {
    let scratch = try ScratchFolder("signature")
    let (allowed, signed) = ("\(scratch.path)/allowed_signers", "\(scratch.path)/signature")
    try Data(signers.text.utf8).write(to: URL(filePath: allowed))
    try Data(signature.utf8).write(to: URL(filePath: signed))
    var arguments = [
      "-Y", "verify", "-f", allowed, "-I", principal, "-n", ApprovalStatement.namespace, "-s", signed,
    ]
    if let revoked = signers.revoked {
      try Data(revoked).write(to: URL(filePath: "\(scratch.path)/revoked"))
      arguments += ["-r", "\(scratch.path)/revoked"]
    }
    let outcome = try await run(arguments, input: text)
    let said = outcome.text + outcome.errorText
    if outcome.succeeded, let key = said.split(whereSeparator: \.isWhitespace).last(where: { $0.hasPrefix("SHA256:") })
    {
      return .good(fingerprint: String(key))
    }
    return .bad(try await reason(signature, at: signed, principal: principal, text: text, said))
  }

  /// Why a signature does not count, in words of its own for each cause.
  private func reason(
    _ armored: String, at signature: String, principal: String, text: String, _ said: String
  ) async throws -> String {
    if signers.revoked != nil {
      let without = SignatureProgram(signers: AllowedSigners(lines: signers.lines))
      if case .good = try await without.verify(armored, of: text, by: principal) {
        guard try await readsRevoked() else {
          return "OpenSSH cannot read the `revoked_keys` beside the file of signers, so that no key counts"
        }
        return "its key was revoked"
      }
    }
    if said.contains("namespace") { return "it was made for something else than an approval" }
    // Without asking who it is, the key itself is told.
    let plain = try await run(
      ["-Y", "check-novalidate", "-n", ApprovalStatement.namespace, "-s", signature], input: text)
    guard plain.succeeded else {
      let why = plain.text + plain.errorText
      if why.contains("namespace") { return "it was made for something else than an approval" }
      if why.contains("unsupported"), why.contains("algorithm") {
        return "it was made in a way that OpenSSH no longer takes, such as RSA over SHA-1"
      }
      return "its signature does not fit what it says"
    }
    let key = plain.text.split(whereSeparator: \.isWhitespace).last { $0.hasPrefix("SHA256:") }.map(String.init) ?? ""
    let lines = signers.lines.filter { $0.fingerprint == key }
    if lines.isEmpty { return "its key \(key) is not among the allowed signers" }
    if lines.allSatisfy(\.isPattern) { return "its key \(key) is allowed for a pattern of names, which names nobody" }
    guard lines.contains(where: { $0.principals.contains(principal.lowercased()) }) else {
      return "its key \(key) belongs to \(lines[0].principals.joined(separator: ", ")), not to \(principal)"
    }
    return "its key \(key) is not valid at this time"
  }

  /// Whether a key that nobody can have revoked counts.
  private func readsRevoked() async throws -> Bool {
    let scratch = try ScratchFolder("revoked")
    let key = "\(scratch.path)/key"
    guard try await run(["-q", "-t", "ed25519", "-N", "", "-f", key], input: "").succeeded else { return true }
    let signed = try await run(["-q", "-Y", "sign", "-f", key, "-n", ApprovalStatement.namespace], input: "text")
    let line = String(decoding: try Data(contentsOf: URL(filePath: "\(key).pub")), as: UTF8.self)
    let other = SignatureProgram(signers: AllowedSigners(parsing: "nobody \(line)", revoked: signers.revoked))
    let (allowed, armored) = ("\(scratch.path)/allowed_signers", "\(scratch.path)/signature")
    try Data(other.signers.text.utf8).write(to: URL(filePath: allowed))
    try Data(signed.text.utf8).write(to: URL(filePath: armored))
    try Data(signers.revoked ?? []).write(to: URL(filePath: "\(scratch.path)/list"))
    return try await run(
      [
        "-Y", "verify", "-f", allowed, "-I", "nobody", "-n", ApprovalStatement.namespace, "-s", armored, "-r",
        "\(scratch.path)/list",
      ], input: "text"
    ).succeeded
  }

  private func run(_ arguments: [String], input: String) async throws -> ToolOutcome {
    try await Invocation("ssh-keygen", arguments, input: Array(input.utf8), deadline: .seconds(60)).run()
  }
}
