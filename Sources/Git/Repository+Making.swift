import CLibgit2
import ExternalTools
import Refusals

extension Repository {
  /// Makes a commit that nothing points at yet; signed where `commit.gpgSign` says so.
  public func writeCommit(
    tree: ObjectID, parents: [ObjectID], message: String, by author: Signature
  ) async throws -> ObjectID {
    var header = "tree \(tree)\n"
    for parent in parents { header += "parent \(parent)\n" }
    header += "author \(author.line)\ncommitter \(author.line)\n"
    let body = "\n\(message.hasSuffix("\n") ? message : message + "\n")"
    guard try flag("commit.gpgsign") else { return try write(.commit, Array((header + body).utf8)) }
    let signature = try await Signer(self).sign(header + body, by: author)
    // Every line but the first is indented, also the empty one that ends the head of an OpenPGP signature.
    var lines = signature.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return try write(.commit, Array("\(header)gpgsig \(lines.joined(separator: "\n "))\n\(body)".utf8))
  }

  /// Makes an annotated tag that no reference points at yet; signed where `tag.gpgSign` says so.
  public func writeTag(
    _ name: String, of commit: ObjectID, message: String, by author: Signature
  ) async throws -> ObjectID {
    let text = """
      object \(commit)
      type commit
      tag \(name)
      tagger \(author.line)

      \(message.hasSuffix("\n") ? message : message + "\n")
      """
    let body = text.hasSuffix("\n") ? text : text + "\n"
    let signature = try flag("tag.gpgsign") ? try await Signer(self).sign(body, by: author) : nil
    return try write(.tag, Array((body + (signature ?? "")).utf8))
  }

  /// Who works here: the variables `GIT_COMMITTER_*`, else `user.*`, else in GitHub Actions its bot.
  public func identity(environment: [String: String]) throws -> Signature {
    func set(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let isActions = environment["GITHUB_ACTIONS"] == "true"
    func configured(_ key: String) throws -> String? { try configuration(key).flatMap { $0.isEmpty ? nil : $0 } }
    let name = try set("GIT_COMMITTER_NAME") ?? configured("user.name") ?? (isActions ? "github-actions[bot]" : nil)
    let email =
      try set("GIT_COMMITTER_EMAIL") ?? configured("user.email")
      ?? (isActions ? "41898282+github-actions[bot]@users.noreply.github.com" : nil)
    guard let name, let email else {
      throw Refusal(
        .identityMissing, what: "Nothing was done: git does not know who you are.",
        remedy: "Run `git config --global user.name NAME` and `git config --global user.email ADDRESS`")
    }
    return Signature(name: name, email: email, time: WallClock.seconds, offsetMinutes: 0)
  }
}
