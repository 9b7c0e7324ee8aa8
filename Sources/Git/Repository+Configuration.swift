import CLibgit2

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Repository {
  /// A value of git's configuration; nil where it is not set.
  public func configuration(_ key: String) throws -> String? {
    try lock.locked {
      let config = try openConfiguration()
      var value = git_buf()
      defer { git_buf_dispose(&value) }
      let code = git_config_get_string_buf(&value, config.pointer, key)
      guard code != GIT_ENOTFOUND.rawValue else { return nil }
      try check(code, "reading \(key)")
      return value.ptr.map { String(cString: $0) }
    }
  }

  /// The configuration as git reads it: the library alone knows nothing of `GIT_CONFIG_GLOBAL` and its like.
  private func openConfiguration() throws -> Handle {
    guard let global = Self.variable("GIT_CONFIG_GLOBAL") else {
      return try Handle(freeing: { git_config_free($0) }, "reading the configuration") {
        git_repository_config(&$0, handle)
      }
    }
    let config = try Handle(freeing: { git_config_free($0) }, "reading the configuration") { git_config_new(&$0) }
    var files = [
      (global, GIT_CONFIG_LEVEL_GLOBAL), ("\(commonDirectory)/config", GIT_CONFIG_LEVEL_LOCAL),
      ("\(gitDirectory)/config.worktree", GIT_CONFIG_LEVEL_APP),
    ]
    if Self.variable("GIT_CONFIG_NOSYSTEM") == nil {
      files.append((Self.variable("GIT_CONFIG_SYSTEM") ?? "/etc/gitconfig", GIT_CONFIG_LEVEL_SYSTEM))
    }
    for (path, level) in files where access(path, R_OK) == 0 {
      try check(git_config_add_file_ondisk(config.pointer, path, level, handle, 0), "reading \(path)")
    }
    return config
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
