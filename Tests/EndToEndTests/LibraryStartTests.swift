import ExternalTools
import TestSupport
import Testing

/// libgit2's start is most of what a short command would cost, so that what needs no repository leaves it alone.
@Suite struct LibraryStartTests {
  /// Whether the loader bound the library's start, which it does when that is called for the first time.
  private func startsLibrary(_ arguments: [String], in repository: GeneratedRepository) async throws -> Bool {
    let place = "\(repository.scratch.path)/bindings"
    let run = try await repository.run(arguments, with: ["LD_DEBUG": "bindings", "LD_DEBUG_OUTPUT": place])
    #expect(run.status == 0, "\(run.errors)")
    let count = try await repository.shell(
      "cat bindings.* | grep -c 'normal symbol `git_libgit2_init' || true; rm bindings.*")
    return count != "0"
  }

  @Test("help, version and completions do not start it, and next does")
  func start() async throws {
    let repository = try await GeneratedRepository("library-start", HardRepositoryTests.history)
    try #require(try await startsLibrary(["next"], in: repository))
    let completing = ["---completion", "show", "--", "positional@0", "2", "0", "brokkr-release", "show", ""]
    for line in [["--version"], ["--help"], ["next", "--help"], ["completion", "bash"], completing] {
      #expect(try await !startsLibrary(line, in: repository), "\(line)")
    }
  }
}
