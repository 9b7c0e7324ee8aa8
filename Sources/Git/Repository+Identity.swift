import Refusals

extension Repository {
  /// Who works here: the variables `GIT_COMMITTER_*`, else `committer.*` and `user.*`, else in GitHub Actions its bot.
  ///
  /// - Parameter environment: the variables of this process.
  /// - Returns: the name and address, and the present time.
  /// - Throws: a `Refusal` where nothing says who.
  public func identity(environment: [String: String]) throws -> Signature {
    let isActions = environment["GITHUB_ACTIONS"] == "true"
    func find(_ key: String, bot: String) throws -> String? {
      let found = [
        environment["GIT_COMMITTER_\(key.uppercased())"], try configuration("committer.\(key)"),
        try configuration("user.\(key)"), isActions ? bot : nil,
      ]
      return found.lazy.compactMap { $0 }.first { !Signature.cleaned($0).isEmpty }
    }
    guard let name = try find("name", bot: "github-actions[bot]"),
      let email = try find("email", bot: "41898282+github-actions[bot]@users.noreply.github.com")
    else {
      throw Refusal(
        .identityMissing, what: "Nothing was done: git does not know who you are.",
        remedy: "Run `git config --global user.name NAME` and `git config --global user.email ADDRESS`")
    }
    return Signature(name: name, email: email, time: SystemFile.now, offsetMinutes: 0)
  }
}
