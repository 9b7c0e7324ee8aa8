import Git
import Refusals
import SemanticVersioning
import TestSupport
import Testing

@testable import Planning

/// What is taken back, in histories that git itself wrote.
@Suite struct RevertedCommitTests {
  /// v1.0.0 of a component `agent`, and what a script of the shell does with it; `put FILE SUBJECT` commits a file.
  private func made(_ name: String, _ script: String) async throws -> GeneratedRepository {
    var stream = ImportStream()
    stream.tag("v1.0.0", at: stream.commit("fix: typo", writing: ["agent": "start"]))
    let repository = try await GeneratedRepository(name, stream)
    let put = "put() { echo \"$2\" > $1; git add -A; git commit -q -m \"$2\"; }\n"
    try await repository.shell("cd origin\n\(put)\(script)")
    return repository
  }

  private static let undone = "git merge -q --no-ff -m \"Merge branch 'side'\" side; git revert -m 1 --no-edit HEAD"

  @Test("a merge that was taken back brings nothing, although its other commits belong to another component")
  func gone() async throws {
    let repository = try await made(
      "reverted-gone",
      """
      git checkout -q -b side; put agent 'feat!: break the agent'; put broker 'feat: more broker'
      git checkout -q main; put docs 'docs: x'; \(Self.undone)
      """)
    let history = try repository.history(counts: { $0 == "agent" })
    let refusal = try #require(throws: Refusal.self) { try history.next(.auto, pre: nil, spelling: nil) }
    #expect(refusal.code == .nothingToRelease)
    #expect(!refusal.why.contains("more broker"))
  }

  @Test("a merge that was taken back leaves what was there before, across commits of another component")
  func kept() async throws {
    let repository = try await made(
      "reverted-kept",
      """
      put agent-more 'feat: keep this'; git checkout -q -b side; put agent 'fix: side'
      git checkout -q main; put broker 'fix: only the broker'; \(Self.undone)
      """)
    let history = try repository.history(counts: { $0.hasPrefix("agent") })
    #expect(try history.next(.auto, pre: nil, spelling: nil).version == SemanticVersion(1, 1, 0))
    #expect(!history.commits.contains { $0.subject == "fix: only the broker" })
  }

  @Test("a revert by id of what is released asks for a patch, and spares a commit of the same subject")
  func released() async throws {
    let repository = try await made(
      "reverted-released", "put agent 'docs: more'; put other 'fix: typo'; git rm -q --cached agent; git commit -q -m x"
    )
    func amend(_ id: String) async throws {
      try await repository.git("commit", "-q", "--amend", "-m", "Revert \"fix: typo\"\n\nThis reverts commit \(id).")
    }
    func bumps() throws -> [Bump?] { try repository.history().reasons(rules: BumpRules()).map(\.bump) }
    try await amend(try await repository.git("rev-parse", "v1.0.0"))
    #expect(try bumps() == [.patch, .patch, nil])
    try await amend(String(try await repository.git("rev-parse", "v1.0.0").prefix(8)))
    #expect(try bumps() == [.patch, .patch, nil])
    // An id that is no commit here, as after a rebase, falls back to the subject.
    let unknown = String(repeating: "12", count: 20)
    try await amend(unknown)
    #expect(try bumps() == [nil, nil, nil])
    // What a shallow clone does not have may be released or not.
    let copy = try await repository.cloned("copy", "--depth", "3")
    try await copy.git("fetch", "-q", "--depth", "3", "--tags", "origin")
    let refusal = try #require(throws: Refusal.self) {
      try copy.history().next(.auto, pre: nil, spelling: nil)
    }
    #expect(refusal.code == .historyUnsafe)
    #expect(refusal.why.contains("whether 1212121"))
  }
}
