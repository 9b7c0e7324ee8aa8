import ExternalTools
import Refusals
import Testing
import TestSupport

@testable import Git

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("what this process was started with")
struct RepositoryEnvironmentTests {
  @Test("variables that name another repository, index or store count neither here nor for git")
  func elsewhere() async throws {
    let (clone, other) = (try await Clone("environment-own"), try await Clone("environment-other"))
    let tip = try await clone.commit("feat: a", ["a": "1"])
    try await other.commit("feat: other", ["b": "1"])
    let (path, wrong, id) = (clone.path, other.path, tip.description)
    await #expect(processExitsWith: .success) { [path = path as String, wrong = wrong as String, id = id as String] in
      for (name, value) in [
        "GIT_DIR": "\(wrong)/.git", "GIT_WORK_TREE": wrong, "GIT_INDEX_FILE": "\(wrong)/.git/index",
        "GIT_OBJECT_DIRECTORY": "\(wrong)/.git/objects", "GIT_COMMON_DIR": "\(wrong)/.git", "GIT_NAMESPACE": "n",
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.name", "GIT_CONFIG_VALUE_0": "injected",
      ] { setenv(name, value, 1) }
      let repository = try Repository(at: path)
      let (tip, directory, name) = (
        try repository.reference("HEAD"), repository.gitDirectory, try repository.configuration("user.name")
      )
      #expect(tip?.description == id)
      #expect(directory == "\(path)/.git")
      #expect(name == "Tester")
      let unclean = try await repository.uncleanPaths()
      #expect(unclean == [])
      let store = LocalReferences(repository)
      try await store.apply([ReferenceUpdate(name: "refs/x/log", before: nil, after: tip)])
      let moved = try repository.reference("refs/x/log")
      #expect(moved == tip)
    }
  }

  @Test(
    "GIT_DIR names the repository where none is named, its own working tree alone counts, and a ceiling ends the search"
  )
  func named() async throws {
    let (clone, other) = (try await Clone("environment-here"), try await Clone("environment-named"))
    try await clone.commit("feat: a", ["deep/er/a": "1"])
    try await other.commit("feat: other", ["b": "1"])
    let bare = try await other.cloned("bare.git", "--bare")
    let (path, named, bareOne) = (clone.path, other.path, bare.path)
    await #expect(processExitsWith: .success) {
      [path = path as String, named = named as String, bareOne = bareOne as String] in
      func opened(_ variables: [String: String]) throws -> String {
        try Repository(environment: { variables[$0] }, verifyingHashes: true).gitDirectory
      }
      chdir("\(path)/deep/er")
      let (here, fromDirectory) = (try opened([:]), try opened(["GIT_DIR": "\(path)/.git"]))
      #expect(here == "\(path)/.git")
      #expect(fromDirectory == here)
      let (bareFound, both) = (
        try opened(["GIT_DIR": bareOne]), try opened(["GIT_DIR": "\(named)/.git", "GIT_WORK_TREE": named])
      )
      #expect(bareFound == bareOne)
      #expect(both == "\(named)/.git")
      for variables in [
        // git would take this folder for the other's working tree, and all of its files for deleted.
        ["GIT_DIR": "\(named)/.git"], ["GIT_WORK_TREE": named], ["GIT_DIR": "\(named)/.git", "GIT_WORK_TREE": path],
        ["GIT_DIR": "\(path)/deep"], ["GIT_CEILING_DIRECTORIES": "\(path)/deep"],
      ] {
        let refusal = #expect(throws: Refusal.self) { try opened(variables) }
        #expect(refusal?.code == .noRepository)
        #expect(refusal?.remedy.contains("-C") == true)
      }
    }
  }

  @Test("what git says is understood whatever language it is set to")
  func language() async throws {
    let clone = try await Clone("environment-language")
    let tip = try await clone.commit("feat: a")
    let (path, id) = (clone.path, tip.description)
    await #expect(processExitsWith: .success) { [path = path as String, id = id as String] in
      for name in ["LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE"] { setenv(name, "de_DE.UTF-8", 1) }
      let tip = try ObjectID(parsing: id)
      let store = LocalReferences(try Repository(at: path))
      let update = ReferenceUpdate(name: "refs/heads/main", before: nil, after: tip)
      let rejection = await #expect(throws: ReferenceRejected.self) { try await store.apply([update]) }
      #expect(rejection?.isStale == true)
    }
  }

  @Test("exported files and folders have git's modes and one time, whatever umask is set")
  func modes() async throws {
    let clone = try await Clone("environment-umask")
    try await clone.commit("feat: a", ["dir/deep/plain": "1", "run.sh": "1"])
    try await clone.git("update-index", "--chmod=+x", "run.sh")
    try await clone.git("update-index", "--add", "--cacheinfo", "120000,\(try await clone.object("blob", "dir")),link")
    let times = ["GIT_AUTHOR_DATE": "1600000000 +0000", "GIT_COMMITTER_DATE": "1600000000 +0000"]
    try await clone.git("commit", "-q", "-m", "modes", environment: times)
    let (path, place) = (clone.path, "\(clone.scratch.path)/export")
    await #expect(processExitsWith: .success) { [path = path as String, place = place as String] in
      umask(0o077)
      let repository = try Repository(at: path)
      guard case .branch(_, let tip) = try repository.head() else { return }
      try await repository.export(tip, to: place)
      for (file, mode) in ["": 0o755, "/dir": 0o755, "/dir/deep": 0o755, "/dir/deep/plain": 0o644, "/run.sh": 0o755] {
        let status = SystemFile.status(place + file)
        #expect(status.map { Int($0.st_mode & 0o7777) } == mode, "\(file)")
        #expect(status?.st_mtim.tv_sec == 1_600_000_000, "\(file)")
      }
      #expect(SystemFile.status("\(place)/link")?.st_mtim.tv_sec == 1_600_000_000)
    }
  }

  @Test("a lock that somebody left is waited for and then named")
  func lock() async throws {
    let clone = try await Clone("environment-lock")
    let tip = try await clone.commit("feat: a")
    try clone.scratch.write("", to: "clone/.git/refs/x/log.lock")
    let repository = try clone.repository()
    let refusal = #expect(throws: Refusal.self) { try repository.update("refs/x/log", to: tip, from: nil) }
    #expect(refusal?.why.hasSuffix("/.git/refs/x/log.lock") == true)
    let store = LocalReferences(repository)
    let other = await #expect(throws: Refusal.self) {
      try await store.apply([ReferenceUpdate(name: "refs/x/log", before: nil, after: tip)])
    }
    #expect(other?.why.contains("log.lock") == true)
    #expect(try repository.reference("refs/x/log") == nil)
  }
}
