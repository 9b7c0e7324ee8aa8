import TestSupport
import Testing

/// The notes of releases, in the changelog, in the tags and on the terminal.
@Suite("A changelog", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"))
struct ChangelogTests {
  private static let text = "# Changes\n\n## [Unreleased]\n\n- planned\n\n## [1.1.3] - 2026-01-01\n\n- old\n"

  private func world() async throws -> StoryWorld {
    let world = try await StoryWorld(.small, extra: "approve:\n  by: none\nchangelog: { file: CHANGELOG.md }\n")
    try StoryWorld.write(Self.text, to: "\(world.clone)/CHANGELOG.md")
    try await world.commit("docs: changes")
    try await world.git("push", "-q", "origin", "main")
    return world
  }

  @Test("is written by a cut, set back by a purge, and the tag says the same")
  func cut() async throws {
    let world = try await world()
    let head = try await world.git("rev-parse", "HEAD")
    let feature = try await world.git("log", "-1", "--format=%H", "--grep=feat: labels")
    let preview = try await world.run("changelog")
    #expect(preview.output == "## [1.2.0]\n\n### Features\n\n- labels (\(feature.prefix(7)))\n")

    let outcome = try await world.run("cut", "--yes")
    #expect(outcome.status == 0, "\(outcome.story)")
    try await world.git("fetch", "-q", "--tags", "origin")
    let notes = try await world.run("changelog", "v1.2.0")
    #expect(notes.output.hasPrefix("## [1.2.0] - 20"), "\(notes.story)")
    let written = try await world.git("show", "main:CHANGELOG.md", in: world.origin)
    let expected = Self.text.replacing("## [1.1.3]", with: "\(notes.output)\n## [1.1.3]")
    #expect("\(written)\n" == expected)

    let message = try await world.git("for-each-ref", "--format=%(contents)", "refs/tags/v1.2.0", in: world.origin)
    let lines: [Substring] = message.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.prefix(4) == ["Release v1.2.0", "", "Features", "- labels (\(feature.prefix(7)))"], "\(message)")
    let trailer = try await world.git(
      "for-each-ref", "--format=%(contents:trailers:key=Ledger,valueonly)", "refs/tags/v1.2.0", in: world.origin)
    #expect(trailer.filter { !$0.isNewline }.count == 40)
    #expect(try await world.run("verify", "v1.2.0").status == 0)

    let purge = try await world.run("rollback", "v1.2.0", "--purge", "--yes")
    #expect(purge.status == 0, "\(purge.story)")
    #expect(try await world.git("diff", "--stat", head, "main", in: world.origin).isEmpty)
  }

  @Test("that a person wrote is left alone, and becomes the tag's message")
  func byHand() async throws {
    let world = try await world()
    let text = Self.text.replacing("## [1.1.3]", with: "## v1.2.0\n\nLedger: none of git's\n\n## [1.1.3]")
    try StoryWorld.write(text, to: "\(world.clone)/CHANGELOG.md")
    try await world.commit("docs: notes")
    try await world.git("push", "-q", "origin", "main")
    let outcome = try await world.run("cut", "v1.2.0", "--yes")
    #expect(outcome.status == 0, "\(outcome.story)")
    #expect(try await "\(world.git("show", "main:CHANGELOG.md", in: world.origin))\n" == text)
    let trailer = try await world.git(
      "for-each-ref", "--format=%(contents:trailers:key=Ledger,valueonly)", "refs/tags/v1.2.0", in: world.origin)
    #expect(trailer.filter { !$0.isNewline }.count == 40)
  }
}
