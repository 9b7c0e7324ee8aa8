import ExternalTools
import Refusals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whose repository it is: another user's may name programs in its configuration that git would run.
enum Ownership {
  /// Throws where another user owns the repository, and `safe.directory` does not name it; the rules are git's.
  static func check(gitDirectory: String, workTree: String?) throws {
    let owners = [gitDirectory, workTree].compactMap { $0 }.compactMap { SystemFile.status($0)?.st_uid }
    guard !owners.allSatisfy(isOwn) else { return }
    let path = workTree ?? gitDirectory
    guard try !isSafe(path) else { return }
    throw Refusal(
      .noRepository, what: "The repository at \(path) was not opened: it belongs to another user.",
      remedy: "If you trust it, run `git config --global --add safe.directory \(path)`")
  }

  private static func isOwn(_ owner: uid_t) -> Bool {
    let user = geteuid()
    if owner == user { return true }
    // Behind sudo, root works for the user who asked.
    return user == 0 && OwnEnvironment.value("SUDO_UID").flatMap { uid_t($0) } == owner
  }

  /// What variables say is safe, for the git programs that are started: they do not see the variables.
  static var arguments: [String] {
    EnvironmentConfiguration().values("safe.directory").flatMap { ["-c", "safe.directory=\($0)"] }
  }

  /// Only the system's and the user's own files count, and what variables say.
  private static func isSafe(_ path: String) throws -> Bool {
    let values =
      try ConfigurationFiles.user().values("safe.directory") + EnvironmentConfiguration().values("safe.directory")
    let resolved = SystemFile.resolved(path)
    return values.reduce(false) { isSafe, value in
      switch value {
      case "": return false
      case "*": return true
      default:
        if value.hasSuffix("/*") { return isSafe || path.hasPrefix(value.dropLast()) }
        return isSafe || value == path || resolved != nil && SystemFile.resolved(value) == resolved
      }
    }
  }
}
