import ExternalTools
import Refusals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Signs commits and tags as git does, by OpenSSH or OpenPGP.
struct Signer {
  let repository: Repository

  init(_ repository: Repository) { self.repository = repository }

  /// The armored signature of a text, ending in a line break.
  func sign(_ text: String, by author: Signature) async throws -> String {
    let signature: String
    switch try repository.configuration("gpg.format") ?? "openpgp" {
    case "ssh": signature = try await sshSignature(text, namespace: "git", key: nil)
    case "openpgp": signature = try await openPGPSignature(text, author)
    case let format:
      throw Refusal(
        .toolFailed, what: "Nothing was signed: gpg.format is \(format).", remedy: "Set it to ssh or openpgp.")
    }
    guard signature.hasPrefix("-----BEGIN ") else {
      throw Refusal(.toolFailed, what: "Nothing was signed: the signing program gave no signature.")
    }
    return signature.replacing("\r\n", with: "\n").endingInLine
  }

  /// The armored signature by OpenSSH, with the key given or the one that git signs with.
  func sshSignature(_ text: String, namespace: String, key: String?) async throws -> String {
    guard let key = try key ?? repository.configuration("user.signingkey"), !key.isEmpty else {
      throw Refusal(
        .toolFailed, what: "Nothing was signed: git does not know the key.",
        remedy: "Name it by --key, or run `git config --global user.signingkey PATH-OF-THE-KEY`.")
    }
    let program = try repository.configuration("gpg.ssh.program") ?? "ssh-keygen"
    guard key.hasPrefix("key::") || key.hasPrefix("ssh-") else {
      let home = OwnEnvironment.value("HOME") ?? ""
      let path = key.hasPrefix("~/") ? "\(home)/\(key.dropFirst(2))" : key
      guard !path.hasPrefix("/") || SystemFile.status(path) != nil else {
        throw Refusal(
          .toolFailed, what: "Nothing was signed: there is no key \(path).",
          remedy: "Name the key by --key, or by `git config user.signingkey`.")
      }
      return try await run(program, ["-Y", "sign", "-n", namespace, "-f", path], text)
    }
    // The agent has the private half; the public one is read from a file.
    let literal = key.hasPrefix("key::") ? String(key.dropFirst(5)) : key
    guard let file = SystemFile.temporary(Array("\(literal)\n".utf8)) else {
      throw Refusal(.toolFailed, what: "Nothing was signed: no temporary file could be written.")
    }
    defer { unlink(file) }
    return try await run(program, ["-Y", "sign", "-n", namespace, "-U", "-f", file], text)
  }

  /// The fingerprint of git's `user.signingkey`, where that is an SSH key.
  func fingerprint() async throws -> String? {
    guard let key = try repository.configuration("user.signingkey"), !key.isEmpty else { return nil }
    let literal = key.hasPrefix("key::") ? String(key.dropFirst(5)) : key.hasPrefix("ssh-") ? key : nil
    let home = OwnEnvironment.value("HOME") ?? ""
    var path = key.hasPrefix("~/") ? "\(home)/\(key.dropFirst(2))" : key
    if let literal, let file = SystemFile.temporary(Array("\(literal)\n".utf8)) { path = file }
    defer { if literal != nil { unlink(path) } }
    let outcome = try await Invocation(
      "ssh-keygen", ["-l", "-f", path], in: repository.folder, deadline: .seconds(30)
    ).run()
    return outcome.text.split(separator: " ").first { $0.hasPrefix("SHA256:") }.map(String.init)
  }

  private func openPGPSignature(_ text: String, _ author: Signature) async throws -> String {
    let program = try repository.configuration("gpg.openpgp.program") ?? repository.configuration("gpg.program")
    let key = try repository.configuration("user.signingkey").flatMap { $0.isEmpty ? nil : $0 } ?? author.person
    return try await run(
      program ?? "gpg", ["--status-fd=2", "--detach-sign", "--armor", "--local-user", key], text)
  }

  private func run(_ program: String, _ arguments: [String], _ text: String) async throws -> String {
    let outcome = try await Invocation(
      program, arguments, in: repository.folder, input: Array(text.utf8), deadline: .seconds(300)
    ).run()
      .checked(
        "Nothing was signed, so nothing was recorded.",
        remedy: "Unlock the key (ssh-add, or the agent of gpg), or switch commit.gpgSign and tag.gpgSign off.")
    return String(decoding: outcome.output, as: UTF8.self)
  }
}
