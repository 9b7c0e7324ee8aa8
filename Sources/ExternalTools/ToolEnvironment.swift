/// What programs that are started see of this process's environment: a list of allowed names, and no secret.
///
/// Variables that would turn git to another repository (`GIT_DIR` and its like) are not among them.
public enum ToolEnvironment {
  /// Names that every program gets, where they are set.
  public static let allowed =
    [
      "PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "LANG", "LANGUAGE", "TZ", "TERM", "NO_COLOR", "COLUMNS",
      "CI", "VIRTUAL_ENV", "SOURCE_DATE_EPOCH",
      // The way out.
      "no_proxy", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH",
      // Git and builders.
      "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_SSH_VARIANT", "STORAGE_DRIVER",
      "STORAGE_OPTS",
    ] + credentialed
  /// Those of them that lead to the user's credentials: agents, helpers, configurations, and proxies with a password.
  public static let credentialed = [
    "SSH_AUTH_SOCK", "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "GIT_ASKPASS", "GIT_SSH_COMMAND", "GIT_SSH", "GNUPGHOME",
    "GPG_TTY", "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "REGISTRY_AUTH_FILE", "KUBECONFIG",
    "DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY", "XDG_RUNTIME_DIR",
    "http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY",
  ]
  /// Beginnings of names that every program gets.
  public static let allowedPrefixes = [
    "LC_", "XDG_", "CONTAINERS_", "BUILDAH_", "BUILDX_", "BUILDKIT_", "HELM_", "GIT_AUTHOR_", "GIT_COMMITTER_",
  ]
  /// Words that no inherited name may hold: its value may be a secret.
  static let secretWords = ["TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL", "PRIVATE", "KEY"]

  /// The variables of this process that a program gets.
  public static func base() -> [String: String] { base(inheriting: []) }

  /// The variables of this process that a program gets.
  ///
  /// - Parameter inheriting: names beside the allowed ones; they are given whatever they hold.
  /// - Returns: the variables by name.
  public static func base(inheriting: [String]) -> [String: String] {
    filtered(OwnEnvironment.all, inheriting: inheriting)
  }

  static func filtered(_ variables: [String: String], inheriting: [String]) -> [String: String] {
    variables.filter { name, _ in inheriting.contains(name) || isAllowed(name) }
  }

  private static func isAllowed(_ name: String) -> Bool {
    guard allowed.contains(name) || allowedPrefixes.contains(where: name.hasPrefix) else { return false }
    return !mayBeSecret(name)
  }

  /// The name says that its value may be a secret.
  static func mayBeSecret(_ name: String) -> Bool {
    let upper = name.uppercased()
    return secretWords.contains { upper.contains($0) }
  }
}
