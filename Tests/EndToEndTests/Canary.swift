import FoundationEssentials
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Secrets that every world has, and that nothing may show: neither an output nor a record nor a file that was left.
enum Canary {
  /// The token of the forge that the executable gets where a test gives it none.
  static let token = "ghp_canaryOfEveryWorld0123456789"
  /// The password for the world's registry.
  static let password = "canary-Of-Every-W0rld"

  /// Every form in which they might be seen.
  static var forms: [String] {
    let secrets = [token, password, "brokkr:\(password)", "x-access-token:\(token)"]
    return [token, password] + secrets.map { Data($0.utf8).base64EncodedString() }
  }

  /// The login for a registry as docker keeps it.
  static func login(for host: String) -> String {
    let auth = Data("brokkr:\(password)".utf8).base64EncodedString()
    return "{\"auths\": {\"\(host)\": {\"auth\": \"\(auth)\"}}}\n"
  }

  /// Expects that an output shows none.
  static func expectNone(in outcome: StoryWorld.Outcome, of line: [String]) {
    let isSeen = forms.contains { outcome.output.contains($0) || outcome.errors.contains($0) }
    #expect(!isSeen, "`\(line.joined(separator: " "))` shows a secret")
  }

  /// Whether a world's folder holds one: in an object of a repository, in a file that a run left, in what was handed over.
  ///
  /// Where the secrets themselves are kept is not looked at, nor what the builder keeps.
  static func isLeft(below folder: String) -> Bool {
    let patterns = forms.map { "-e '\($0)'" }.joined(separator: " ")
    let script = """
      cd '\(folder)' 2>/dev/null && {
        for repository in */.git *.git; do
          [ ! -d "$repository" ] || git --git-dir "$repository" cat-file --batch-all-objects --batch --buffer
        done
        find . -type f ! -path './home/.docker/*' ! -path './storage*' ! -path '*/objects/*' -exec cat {} +
      } 2>/dev/null | grep -aqF \(patterns)
      """
    return system(script) == 0
  }
}
