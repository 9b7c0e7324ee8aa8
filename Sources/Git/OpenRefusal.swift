import CLibgit2
import Refusals

/// Why a repository cannot be opened, in one line with the fix; the library's own texts mislead.
enum OpenRefusal {
  static func make(_ error: GitError, _ path: String) -> Refusal {
    let detail = error.detail
    if detail.contains("safe.directory") || error.code == -36 {
      return Refusal(
        .noRepository, what: "The repository at \(path) was not opened: it belongs to another user.",
        remedy: "Run `git config --global --add safe.directory <the repository's absolute path>`")
    }
    if detail.contains("objectformat") {
      return Refusal(
        .noRepository, what: "The repository at \(path) was not opened: its objects are named by SHA-256.",
        remedy: "Only SHA-1 repositories can be released; keep one as a mirror.")
    }
    if detail.contains("refstorage") {
      return Refusal(
        .noRepository, what: "The repository at \(path) was not opened: its references are in a reftable.",
        remedy: "Run `git refs migrate --ref-format=files`, or use a clone made with `--ref-format=files`")
    }
    if error.isNotFound {
      return Refusal(
        .noRepository, what: "There is no git repository at \(path) or above it.",
        remedy: "Run it inside of a clone, or name one by -C.")
    }
    return Refusal(.noRepository, what: "The repository at \(path) was not opened.", why: detail)
  }
}
