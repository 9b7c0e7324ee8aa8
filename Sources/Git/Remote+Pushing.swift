import ExternalTools
import Refusals

extension Remote {
  /// Throws where this identity may not push; asks without changing anything.
  ///
  /// What a hook or a rule of the far side refuses shows only in a real push.
  public func checkPushRight() async throws {
    guard let head = try repository.reference("HEAD") else { return }
    let outcome = try await git(
      ["push", "-q", "--dry-run", "--no-verify", "--no-signed", "--", name, "\(head):refs/brokkr-release/probe"],
      deadline: .seconds(180))
    guard outcome.succeeded else { throw failure("\(name) takes no push.", outcome) }
  }

  /// Pushes all or none, each over its `before`.
  ///
  /// The remote's name is given to git and not its address, so that remote-tracking references follow. No hook of the
  /// clone runs; those of the far side do.
  public func apply(_ updates: [ReferenceUpdate]) async throws {
    let updates = updates.filter { $0.before != nil || $0.after != nil }
    guard !updates.isEmpty else { return }
    try requireObjects(of: updates)
    let outcome = try await git(Self.arguments(updates, to: name), deadline: .seconds(1800))
    let report = PushReport(output: outcome.text, messages: outcome.errorText)
    if let rejection = report.rejection { throw rejection }
    // A status other than zero is no refusal, such as that of a remote-tracking reference that could not follow.
    guard outcome.succeeded || report.confirms(updates.map(\.name)) else {
      throw failure("Nothing was pushed to \(name).", outcome)
    }
  }

  /// What git is told: full ids and names, and for each the value that it may replace.
  static func arguments(_ updates: [ReferenceUpdate], to remote: String) -> [String] {
    let leases = updates.map { "--force-with-lease=\($0.name):\($0.before?.description ?? "")" }
    let refspecs = updates.map { "\($0.after?.description ?? ""):\($0.name)" }
    let options = ["--porcelain", "--atomic", "--no-verify", "--no-follow-tags", "--no-recurse-submodules"]
    return ["push"] + options + leases + ["--", remote] + refspecs
  }

  private func requireObjects(of updates: [ReferenceUpdate]) throws {
    for update in updates {
      guard let after = update.after, !repository.contains(after) else { continue }
      throw Refusal(
        .contentMissing, what: "\(update.name) was not pushed: \(after) is not in this clone.",
        remedy: "Fetch it first, or run the command in the clone that made it.")
    }
  }
}
