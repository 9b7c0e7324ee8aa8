import Refusals

extension Repository {
  /// Whether `commit.gpgSign` says that commits are signed.
  public var signsCommits: Bool { get throws { try configurationFlag("commit.gpgsign") } }

  /// Makes a commit that nothing points at yet; signed where `commit.gpgSign` says so.
  public func writeCommit(
    tree: ObjectID, parents: [ObjectID], message: String, by author: Signature
  ) async throws -> ObjectID {
    try refuseNul(message)
    var header = "tree \(tree)\n"
    for parent in parents { header += "parent \(parent)\n" }
    header += "author \(author.line)\ncommitter \(author.line)\n"
    let body = "\n\(message.endingInLine)"
    guard try configurationFlag("commit.gpgsign") else { return try write(.commit, Array((header + body).utf8)) }
    let signature = try await Signer(self).sign(header + body, by: author)
    // Every line of it is one of the header, also the empty one of OpenPGP's.
    let lines = signature.trimmingLineEnds.split(separator: "\n", omittingEmptySubsequences: false)
    return try write(.commit, Array("\(header)gpgsig \(lines.joined(separator: "\n "))\n\(body)".utf8))
  }

  /// Makes an annotated tag that no reference points at yet; signed where `tag.gpgSign` says so.
  public func writeTag(
    _ name: String, of commit: ObjectID, message: String, by author: Signature
  ) async throws -> ObjectID {
    try refuseNul(name + message)
    guard !name.contains(where: \.isNewline) else {
      throw Refusal(.failed, what: "The tag was not made: its name has a line break.")
    }
    let kind = try object(commit).kind
    let header = "object \(commit)\ntype \(kind.rawValue)\ntag \(name)\ntagger \(author.line)\n"
    let text = "\(header)\n\(message.endingInLine)"
    guard try configurationFlag("tag.gpgsign") else { return try write(.tag, Array(text.utf8)) }
    return try write(.tag, Array((text + (try await Signer(self).sign(text, by: author))).utf8))
  }

  /// The armored signature of a text by OpenSSH.
  ///
  /// - Parameters:
  ///   - text: what is signed.
  ///   - namespace: what for (ssh-keygen(1), -n).
  ///   - key: the path of the key; nil for git's `user.signingkey`.
  /// - Returns: the signature.
  /// - Throws: a `Refusal` where there is no key, or it does not sign.
  public func sshSignature(of text: String, namespace: String, key: String?) async throws -> String {
    try await Signer(self).sshSignature(text, namespace: namespace, key: key)
  }

  /// The fingerprint of the SSH key that git signs with, as ssh-keygen prints it; nil where there is none.
  public func signingKeyFingerprint() async throws -> String? { try await Signer(self).fingerprint() }

  private func refuseNul(_ text: String) throws {
    guard text.utf8.contains(0) else { return }
    throw Refusal(.failed, what: "Nothing was recorded: the message holds a NUL character.")
  }
}
