import CLibgit2
import CLibgit2Shims

/// The library as a whole: started once, when it is first needed.
enum Libgit2 {
  private static let started: Void = {
    git_libgit2_init()
    // A ref that says a release was published must not be lost with the power.
    _ = brokkr_git_enable_fsync()
    // A sparse checkout sets it; it changes where configuration is read, not what objects mean.
    _ = brokkr_git_allow_extension("worktreeconfig")
  }()

  /// Starts the library, unless it was started.
  static func start() { _ = started }

  /// Trusts what the object store says: for commands that only look, a third of their time.
  static func trustHashes() {
    start()
    _ = brokkr_git_verify_hashes(0)
  }
}
