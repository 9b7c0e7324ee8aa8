import CLibgit2
import ExternalTools

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// git's configuration as git reads it: the library alone knows nothing of `GIT_CONFIG_GLOBAL` and its like.
struct ConfigurationFiles: ~Copyable {
  private let config: Owned

  private init(_ config: consuming Owned) { self.config = config }

  /// One file alone.
  static func alone(_ file: String) throws(GitError) -> ConfigurationFiles {
    ConfigurationFiles(
      try Owned(freeing: git_config_free, "reading \(file)") { git_config_open_ondisk(&$0, file) })
  }

  /// The system's and the user's files, which nobody can bring along in a repository; conditional includes ask about the
  /// one that is given.
  static func user(repository: OpaquePointer? = nil) throws(GitError) -> ConfigurationFiles {
    let files = ConfigurationFiles(
      try Owned(freeing: git_config_free, "reading the configuration") { git_config_new(&$0) })
    for (path, level) in userPlaces { try files.add(path, level, repository) }
    return files
  }

  /// Where the system's and the user's files are, or would be.
  private static var userPlaces: [(path: String, level: git_config_level_t)] {
    var places: [(String, git_config_level_t)] = []
    if !isOn("GIT_CONFIG_NOSYSTEM") {
      places.append((OwnEnvironment.value("GIT_CONFIG_SYSTEM") ?? "/etc/gitconfig", GIT_CONFIG_LEVEL_SYSTEM))
    }
    if let global = OwnEnvironment.exactly("GIT_CONFIG_GLOBAL") {
      places.append((global, GIT_CONFIG_LEVEL_GLOBAL))
    } else if let home = OwnEnvironment.value("HOME") {
      let folder = OwnEnvironment.value("XDG_CONFIG_HOME") ?? "\(home)/.config"
      places.append(("\(folder)/git/config", GIT_CONFIG_LEVEL_XDG))
      places.append(("\(home)/.gitconfig", GIT_CONFIG_LEVEL_GLOBAL))
    }
    return places
  }

  /// The system's and the user's files that can be opened, also those that only the library reads whatever variables say.
  static var userFiles: [String] {
    let home = OwnEnvironment.value("HOME").map { ["\($0)/.config/git/config", "\($0)/.gitconfig"] } ?? []
    return (userPlaces.map(\.path) + ["/etc/gitconfig"] + home).filter { access($0, R_OK) == 0 }
  }

  /// The system's and the user's files, and those of a repository.
  static func all(of repository: borrowing OpenedRepository) throws(GitError) -> ConfigurationFiles {
    let files = try user(repository: repository.handle.pointer)
    try files.add("\(repository.commonDirectory)/config", GIT_CONFIG_LEVEL_LOCAL, repository.handle.pointer)
    if try files.flag("extensions.worktreeconfig") {
      try files.add("\(repository.gitDirectory)/config.worktree", GIT_CONFIG_LEVEL_APP, repository.handle.pointer)
    }
    return files
  }

  /// A variable that git reads as a switch.
  private static func isOn(_ name: String) -> Bool {
    OwnEnvironment.value(name).map { !["0", "false", "no", "off"].contains($0.lowercased()) } ?? false
  }

  private func add(_ path: String, _ level: git_config_level_t, _ repository: OpaquePointer?) throws(GitError) {
    guard access(path, R_OK) == 0 else { return }
    try check(git_config_add_file_ondisk(config.pointer, path, level, repository, 0), "reading \(path)")
  }

  /// The last value of a key; nil where it is not set.
  func value(_ key: String) throws(GitError) -> String? {
    var value = git_buf()
    defer { git_buf_dispose(&value) }
    let code = git_config_get_string_buf(&value, config.pointer, key)
    guard code != GIT_ENOTFOUND.rawValue else { return nil }
    try check(code, "reading \(key)")
    return value.ptr.map { String(cString: $0) } ?? ""
  }

  /// A switch, off where it is not set; a key without a value is on.
  func flag(_ key: String) throws(GitError) -> Bool {
    var isOn: Int32 = 0
    let code = git_config_get_bool(&isOn, config.pointer, key)
    guard code != GIT_ENOTFOUND.rawValue else { return false }
    try check(code, "reading \(key)")
    return isOn != 0
  }

  /// The names of the keys that begin like `section.`, without that, in lower case, each once.
  func names(_ section: String) throws(GitError) -> [String] {
    var names: [String] = []
    try forEachKey { key in
      guard key.hasPrefix(section) else { return }
      let rest = String(key.dropFirst(section.count)).lowercased()
      if !names.contains(rest) { names.append(rest) }
    }
    return names
  }

  private func forEachKey(_ body: (String) -> Void) throws(GitError) {
    var made: OpaquePointer?
    try check(git_config_iterator_new(&made, config.pointer), "reading the configuration")
    defer { git_config_iterator_free(made) }
    while true {
      var entry: UnsafeMutablePointer<git_config_entry>?
      let code = git_config_next(&entry, made)
      guard code != GIT_ITEROVER.rawValue else { return }
      try check(code, "reading the configuration")
      if let key = entry?.pointee.name.map({ String(cString: $0) }) { body(key) }
    }
  }

  /// What stands between the first and the last part of the keys of a section, such as the names of remotes, sorted.
  func subsections(_ section: String) throws(GitError) -> [String] {
    var names: Set<String> = []
    try forEachKey { key in
      guard key.hasPrefix("\(section)."), let end = key.lastIndex(of: "."), end > key.firstIndex(of: ".") ?? end else {
        return
      }
      names.insert(String(key[key.index(key.startIndex, offsetBy: section.count + 1)..<end]))
    }
    return names.sorted()
  }

  /// Every value of a key, the first one first.
  func values(_ key: String) throws(GitError) -> [String] {
    var made: OpaquePointer?
    let code = git_config_multivar_iterator_new(&made, config.pointer, key, nil)
    guard code != GIT_ENOTFOUND.rawValue else { return [] }
    try check(code, "reading \(key)")
    defer { git_config_iterator_free(made) }
    var values: [String] = []
    while true {
      var entry: UnsafeMutablePointer<git_config_entry>?
      let code = git_config_next(&entry, made)
      guard code != GIT_ITEROVER.rawValue else { return values }
      try check(code, "reading \(key)")
      if let value = entry?.pointee.value { values.append(String(cString: value)) }
    }
  }
}

extension Repository {
  /// A value of git's configuration; nil where it is not set.
  public func configuration(_ key: String) throws -> String? {
    try locked { try ConfigurationFiles.all(of: $0).value(key) }
  }

  /// Every value of a key of git's configuration, the first one first.
  public func configurationValues(_ key: String) throws -> [String] {
    try locked { try ConfigurationFiles.all(of: $0).values(key) }
  }

  /// A switch of git's configuration; off where it is not set.
  func configurationFlag(_ key: String) throws -> Bool {
    try locked { try ConfigurationFiles.all(of: $0).flag(key) }
  }
}
