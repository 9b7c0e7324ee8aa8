import Git
import Testing
import TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("configuration")
struct RepositoryConfigurationTests {
  @Test("the repository's own is read, included files too; what is not set is nil")
  func own() async throws {
    let clone = try await Clone("configuration-own")
    try clone.write("[x]\n\tincluded = yes\n", to: "included")
    try await clone.git("config", "x.own", "one two")
    try await clone.git("config", "include.path", "\(clone.folder)/included")
    let repository = try clone.repository()
    #expect(try repository.configuration("x.own") == "one two")
    #expect(try repository.configuration("x.included") == "yes")
    #expect(try repository.configuration("x.none") == nil)
    try await clone.git("config", "x.own", "later")
    #expect(try repository.configuration("x.own") == "later")
  }

  // Each of these runs in a process of its own, since the environment is the process's.

  @Test("GIT_CONFIG_GLOBAL is read in place of the one at home, and goes after the repository's own")
  func global() async throws {
    let clone = try await Clone("configuration-global")
    try clone.write("[x]\n\tglobal = named\n\town = named\n", to: "named")
    try clone.write("[x]\n\tglobal = home\n\thome = yes\n", to: ".gitconfig")
    try await clone.git("config", "x.own", "repository")
    let (path, home) = (clone.path, clone.folder)
    await #expect(processExitsWith: .success) { [path = path as String, home = home as String] in
      setenv("HOME", home, 1)
      setenv("GIT_CONFIG_GLOBAL", "\(home)/named", 1)
      let repository = try Repository(at: path)
      try #expect(repository.configuration("x.global") == "named")
      try #expect(repository.configuration("x.home") == nil)
      try #expect(repository.configuration("x.own") == "repository")
      setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1)
      try #expect(repository.configuration("x.global") == nil)
      setenv("GIT_CONFIG_GLOBAL", "", 1)
      try #expect(repository.configuration("x.global") == nil)
      setenv("GIT_CONFIG_GLOBAL", "\(home)/none", 1)
      try #expect(repository.configuration("x.own") == "repository")
    }
  }

  @Test("without it the ones at home are read")
  func home() async throws {
    let clone = try await Clone("configuration-home")
    try clone.write("[x]\n\tglobal = home\n", to: ".gitconfig")
    try clone.write("[x]\n\tglobal = xdg\n\txdg = yes\n", to: ".config/git/config")
    let (path, home) = (clone.path, clone.folder)
    for nosystem in ["", "1"] {
      await #expect(processExitsWith: .success) {
        [path = path as String, home = home as String, nosystem = nosystem as String] in
        setenv("HOME", home, 1)
        unsetenv("GIT_CONFIG_GLOBAL")
        unsetenv("XDG_CONFIG_HOME")
        if !nosystem.isEmpty { setenv("GIT_CONFIG_NOSYSTEM", nosystem, 1) }
        let repository = try Repository(at: path)
        try #expect(repository.configuration("x.global") == "home")
        try #expect(repository.configuration("x.xdg") == "yes")
      }
    }
  }

  @Test("the system's is read from where GIT_CONFIG_SYSTEM says, and not at all with GIT_CONFIG_NOSYSTEM")
  func system() async throws {
    let clone = try await Clone("configuration-system")
    try clone.write("[x]\n\tsystem = yes\n", to: "system")
    let (path, home) = (clone.path, clone.folder)
    for named in ["", "/dev/null"] {
      await #expect(processExitsWith: .success) {
        [path = path as String, home = home as String, named = named as String] in
        setenv("HOME", home, 1)
        if named.isEmpty { unsetenv("GIT_CONFIG_GLOBAL") } else { setenv("GIT_CONFIG_GLOBAL", named, 1) }
        unsetenv("GIT_CONFIG_NOSYSTEM")
        setenv("GIT_CONFIG_SYSTEM", "\(home)/system", 1)
        try #expect(Repository(at: path).configuration("x.system") == "yes")
        setenv("GIT_CONFIG_NOSYSTEM", "1", 1)
        try #expect(Repository(at: path).configuration("x.system") == nil)
      }
    }
  }

  @Test("a linked working tree has values of its own")
  func worktree() async throws {
    let clone = try await Clone("configuration-worktree")
    try await clone.commit("feat: a")
    let other = "\(clone.folder)/linked"
    try await clone.git("worktree", "add", "-q", other)
    try await clone.git("config", "extensions.worktreeConfig", "true")
    try await clone.git(["config", "--worktree", "x.own", "linked"], in: other)
    try await clone.git("config", "x.shared", "yes")
    let path = other
    await #expect(processExitsWith: .success) { [path = path as String] in
      setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1)
      let repository = try Repository(at: path)
      try #expect(repository.configuration("x.own") == "linked")
      try #expect(repository.configuration("x.shared") == "yes")
    }
    #expect(try clone.repository().configuration("x.own") == nil)
  }
}
