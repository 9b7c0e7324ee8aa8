import ExternalTools

/// The forge's token for git over HTTPS, handed over by environment and for the forge's host only.
enum RemoteCredentials {
  /// Variables that make git send the token to the GitHub host, where the remote is there and a token is set.
  ///
  /// - Parameters:
  ///   - url: the remote's address.
  ///   - variables: those of this process.
  /// - Returns: the variables for git; their values are secret.
  static func environment(
    for url: String, variables: (String) -> String? = OwnEnvironment.value
  ) -> [String: String] {
    let server = (variables("GITHUB_SERVER_URL") ?? "https://github.com").trimmingSlashes
    guard server.hasPrefix("https://"), url.lowercased().hasPrefix("\(server.lowercased())/"),
      let token = variables("GH_TOKEN") ?? variables("GITHUB_TOKEN")
    else { return [:] }
    let header = "http.\(server)/.extraheader"
    return [
      // An empty value drops the headers that configuration files give, as that of actions/checkout: two of them are an
      // error for GitHub.
      "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": header, "GIT_CONFIG_VALUE_0": "", "GIT_CONFIG_KEY_1": header,
      "GIT_CONFIG_VALUE_1": "AUTHORIZATION: basic \(Base64.text("x-access-token:\(token)".utf8))",
    ]
  }
}

extension String {
  fileprivate var trimmingSlashes: String {
    var text = self[...]
    while text.hasSuffix("/") { text = text.dropLast() }
    return String(text)
  }
}
