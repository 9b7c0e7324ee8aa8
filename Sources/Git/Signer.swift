import ExternalTools
import Refusals

/// Signs commits and tags as git does, by OpenSSH or OpenPGP.
struct Signer {
  let repository: Repository

  init(_ repository: Repository) { self.repository = repository }

  /// The signature of a text; without a key of its own that of the author, as git has it.
  func sign(_ text: String, by author: Signature) async throws -> String {
    let format = try repository.configuration("gpg.format") ?? "openpgp"
    switch format {
    case "ssh": return try await sshSignature(text)
    case "openpgp": return try await openPGPSignature(text, author)
    default:
      throw Refusal(
        .toolFailed, what: "Nothing was signed: gpg.format is \(format).", remedy: "Use ssh or openpgp.")
    }
  }

  private func sshSignature(_ text: String) async throws -> String {
    guard let key = try repository.configuration("user.signingkey") else {
      throw Refusal(
        .toolFailed, what: "Nothing was signed: user.signingkey is not set.",
        remedy: "Run `git config user.signingkey PATH-OF-PUBLIC-KEY`")
    }
    let program = try repository.configuration("gpg.ssh.program") ?? "ssh-keygen"
    if key.hasPrefix("key::") || key.hasPrefix("ssh-") {
      // The agent has the private half; ssh-keygen wants the public one in a file.
      let script =
        "f=$(mktemp) && trap 'rm -f \"$f\"' EXIT && printf '%s\\n' \"$1\" > \"$f\" && \"$2\" -Y sign -n git -U -f \"$f\""
      let literal = key.hasPrefix("key::") ? String(key.dropFirst(5)) : key
      return try await run("/bin/sh", ["-c", script, "sh", literal, program], text)
    }
    let path = key.hasPrefix("~/") ? "\(ToolEnvironment.base()["HOME"] ?? "")/\(key.dropFirst(2))" : key
    return try await run(program, ["-Y", "sign", "-n", "git", "-f", path], text)
  }

  private func openPGPSignature(_ text: String, _ author: Signature) async throws -> String {
    let own = try repository.configuration("gpg.openpgp.program")
    let program = try own ?? repository.configuration("gpg.program") ?? "gpg"
    let key = try repository.configuration("user.signingkey") ?? "\(author.name) <\(author.email)>"
    return try await run(program, ["--status-fd=2", "-bsau", key], text)
  }

  private func run(_ program: String, _ arguments: [String], _ text: String) async throws -> String {
    try await Invocation(program, arguments, input: Array(text.utf8), deadline: .seconds(120)).run()
      .checked(
        "The release was not signed.",
        remedy: "Unlock the key, or switch commit.gpgSign and tag.gpgSign off."
      ).text
  }
}
