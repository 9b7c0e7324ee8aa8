import CLibgit2
import CLibgit2Shims

/// The library as a whole: started once, when it is first needed.
public enum Libgit2 {
  private static let started: Int32 = {
    let code = git_libgit2_init()
    // A reference that says a release was published must not be lost with the power.
    _ = brokkr_git_enable_fsync()
    _ = brokkr_git_allow_extensions()
    // The library refuses `safe.directory = *` and does not know GIT_CONFIG_GLOBAL; `Ownership` does both.
    _ = brokkr_git_skip_owner_validation()
    return code
  }()

  /// The extensions of repositories that may be used, beside those that the library knows itself.
  ///
  /// Of object formats and ways to keep references only git's oldest are read; whoever opens a repository refuses others.
  static let extensions = [
    "worktreeconfig", "partialclone", "preciousobjects", "relativeworktrees", "noop-v1", "objectformat", "refstorage",
  ]

  /// Starts the library, unless it was started.
  static func start() throws { try check(started, "starting libgit2") }

  /// How many times the library asked for the system's certificates and was given none.
  static var skippedCertificates: Int { Int(brokkr_git_skipped_certificates()) }

  /// How many times the library would have started its own SSH.
  static var skippedSSH: Int { Int(brokkr_git_skipped_ssh()) }

  /// Believes the object store instead of hashing every object again, and keeps none in memory: for commands that look
  /// at each object once, and for the whole process.
  ///
  /// What is written is verified all the same.
  public static func trustHashes() {
    _ = started
    _ = brokkr_git_verify_hashes(0)
    _ = brokkr_git_keep_objects(0)
  }
}
