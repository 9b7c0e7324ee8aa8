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

  /// Whether a value of git's configuration says yes; a key without a value does.
  func flag(_ key: String) throws -> Bool {
    try lock.locked {
      let config = try openConfiguration()
      var value: Int32 = 0
      let code = git_config_get_bool(&value, config.pointer, key)
      guard code != GIT_ENOTFOUND.rawValue else { return false }
      try check(code, "reading \(key)")
      return value != 0
    }
  }

  /// The configuration as git reads it: the library alone knows nothing of `GIT_CONFIG_GLOBAL` and its like.
  private func openConfiguration() throws -> Handle {
    let config = try Handle(freeing: { git_config_free($0) }, "reading the configuration") { git_config_new(&$0) }
    let files =
      Self.machineFiles { getenv($0).map { String(cString: $0) } } + [
        ("\(commonDirectory)/config", GIT_CONFIG_LEVEL_LOCAL),
        ("\(gitDirectory)/config.worktree", GIT_CONFIG_LEVEL_APP),
      ]
    for (path, level) in files where access(path, R_OK) == 0 {
      try check(git_config_add_file_ondisk(config.pointer, path, level, handle, 0), "reading \(path)")
    }
    return config
  }

  /// Where the system's configuration lies; nil where there is none.
  private static var systemFile: String? {
    var path = git_buf()
    defer { git_buf_dispose(&path) }
    return git_config_find_system(&path) == 0 ? path.ptr.map { String(cString: $0) } : nil
  }

  /// The files outside of the repository, by the variables of this process; an empty `GIT_CONFIG_GLOBAL` names none.
  private static func machineFiles(_ variable: (String) -> String?) -> [(path: String, level: git_config_level_t)] {
    func set(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
    var files: [(path: String, level: git_config_level_t)] = []
    if !["1", "true", "yes", "on"].contains(variable("GIT_CONFIG_NOSYSTEM")?.lowercased()) {
      files += (set("GIT_CONFIG_SYSTEM") ?? systemFile).map { [($0, GIT_CONFIG_LEVEL_SYSTEM)] } ?? []
    }
    if let global = variable("GIT_CONFIG_GLOBAL") {
      files.append((global, GIT_CONFIG_LEVEL_GLOBAL))
    } else if let home = set("HOME") {
      let own = set("XDG_CONFIG_HOME") ?? "\(home)/.config"
      files += [("\(own)/git/config", GIT_CONFIG_LEVEL_XDG), ("\(home)/.gitconfig", GIT_CONFIG_LEVEL_GLOBAL)]
    }
    return files
  }
}
