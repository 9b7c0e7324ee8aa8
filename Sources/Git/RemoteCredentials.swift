import ExternalTools

/// The forge's token for git over HTTPS, handed over by environment and for the forge's host only.
enum RemoteCredentials {
  /// Variables that make git send the token to the GitHub host, where the remote is there and a token is set.
  ///
  /// - Parameters:
  ///   - url: the remote's address.
  ///   - variables: this process's variables by name.
  /// - Returns: the variables; none where nothing is sent.
  static func environment(
    for url: String, variables: (String) -> String? = OwnEnvironment.value
  ) -> [String: String] {
    let server = variables("GITHUB_SERVER_URL") ?? "https://github.com"
    guard server.hasPrefix("https://"), url.hasPrefix("\(server)/"),
      let token = variables("GH_TOKEN") ?? variables("GITHUB_TOKEN")
    else { return [:] }
    let key = "http.\(server)/.extraheader"
    // A checkout may have left a header of its own in the repository, and the forge takes no two: an empty value drops it.
    return [
      "GIT_CONFIG_COUNT": "2",
      "GIT_CONFIG_KEY_0": key, "GIT_CONFIG_VALUE_0": "",
      "GIT_CONFIG_KEY_1": key,
      "GIT_CONFIG_VALUE_1": "AUTHORIZATION: basic \(Base64.text("x-access-token:\(token)".utf8))",
    ]
  }
}
