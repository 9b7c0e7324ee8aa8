import ExternalTools
import Git
import Refusals
import Testing
import TestSupport

#if canImport(Glibc)
  import Glibc
#endif

@Suite("opening a repository")
struct RepositoryTests {
  @Test("is found from a folder inside of it")
  func upwards() async throws {
    let clone = try await Clone("open-upwards")
    try await clone.commit("feat: a", ["deep/er/file": "x"])
    let repository = try Repository(at: "\(clone.path)/deep/er")
    #expect(repository.workTree == clone.path)
    #expect(repository.gitDirectory == "\(clone.path)/.git")
  }

  @Test("a bare one has no working tree")
  func bare() async throws {
    let bare = try await Clone("open-bare", isBare: true)
    let repository = try bare.repository()
    #expect(repository.workTree == nil)
    #expect(repository.gitDirectory == bare.path)
    #expect(try await repository.uncleanPaths() == [])
  }

  @Test("says where there is none")
  func none() throws {
    let scratch = try ScratchDirectory("open-none")
    let refusal = #expect(throws: Refusal.self) { try Repository(at: scratch.path) }
    #expect(refusal?.code == .noRepository)
    #expect(refusal?.what.contains(scratch.path) == true)
  }

  @Test("names SHA-256 as the cause")
  func sha256() async throws {
    let scratch = try ScratchDirectory("open-sha256")
    _ = try await Invocation("git", ["init", "-q", "--object-format=sha256", scratch.path]).run().checked(
      "", remedy: "")
    let refusal = #expect(throws: Refusal.self) { try Repository(at: scratch.path) }
    #expect(refusal?.what.contains("SHA-256") == true)
  }

  @Test("names the reftable as the cause")
  func reftable() async throws {
    let clone = try await Clone("open-reftable")
    try await clone.git("config", "core.repositoryformatversion", "1")
    try await clone.git("config", "extensions.refstorage", "reftable")
    let refusal = #expect(throws: Refusal.self) { try clone.repository() }
    #expect(refusal?.what.contains("reftable") == true)
  }

  @Test(
    "names another owner as the cause, with the line that helps",
    .enabled(if: getuid() == 0, "only root gives files away"))
  func otherOwner() async throws {
    let clone = try await Clone("open-owner")
    _ = try await Invocation("chown", ["-R", "12345", clone.path]).run().checked("", remedy: "")
    let refusal = #expect(throws: Refusal.self) { try clone.repository() }
    #expect(refusal?.what.contains("another user") == true)
    #expect(refusal?.remedy.contains("safe.directory") == true)
  }

  @Test("a sparse checkout's own configuration and a clone without blobs are no obstacle")
  func extensions() async throws {
    let origin = try await Clone("open-extensions")
    let tip = try await origin.commit("feat: a", ["a": "1", "b/c": "2"])
    try await origin.git("config", "uploadpack.allowFilter", "true")
    try await origin.git("sparse-checkout", "set", "b")
    #expect(try await origin.git("config", "extensions.worktreeConfig") == "true")
    #expect(try origin.repository().commit(tip).id == tip)
    let partial = try await origin.cloned("partial", "--filter=blob:none", "--no-checkout")
    #expect(try partial.repository().commit(tip).subject == "feat: a")
  }

  @Test("a shallow clone says so, a whole one does not")
  func shallow() async throws {
    let origin = try await Clone("open-shallow")
    for number in 1...3 { try await origin.commit("feat: \(number)") }
    #expect(try !origin.repository().isShallow)
    #expect(try await origin.cloned("shallow", "--depth", "2").repository().isShallow)
  }
}
