import ExternalTools
import FoundationEssentials
import Testing

@testable import BrokkrRelease

@Suite struct CompletionTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "completions")

  private static func name(_ shell: Completion.Shell) -> String {
    switch shell {
    case .bash: "brokkr-release.bash"
    case .zsh: "_brokkr-release"
    case .fish: "brokkr-release.fish"
    }
  }

  @Test("the committed scripts are those that the program prints", arguments: Completion.Shell.allCases)
  func inStep(shell: Completion.Shell) async throws {
    let file = Self.folder.appending(path: Self.name(shell))
    let printed = try await CapturedRun(["completion", shell.rawValue]).output
    let committed = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
    guard printed != committed else { return }
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try Data(printed.utf8).write(to: file)
    }
    Issue.record(
      "completions/\(Self.name(shell)) is out of date. Run `RECORD_GOLDENS=1 swift test --filter CompletionTests`.")
  }

  @Test(
    "in bash a version is asked for also where options stand before the command",
    .enabled(if: Programs.locate("bash") != nil))
  func optionsFirst() async throws {
    let script = try await CapturedRun(["completion", "bash"]).output
    for line in ["brokkr-release -C dir show v", "brokkr-release --json --repo dir show v", "brokkr-release show v"] {
      let asking = """
        brokkr-release() { echo v1.0.0; }
        COMP_LINE='\(line)'; COMP_WORDS=(\(line)); COMP_POINT=${#COMP_LINE}; COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _brokkr-release brokkr-release v show; echo "${COMPREPLY[@]}"
        """
      let outcome = try await Invocation("bash", ["-s"], input: Array("\(script)\n\(asking)\n".utf8)).run()
      #expect(outcome.text == "v1.0.0\n", "\(line): \(outcome.errorText)")
    }
  }

  @Test(
    "a shell that is here takes its script",
    arguments: Completion.Shell.allCases.filter { Programs.locate($0.rawValue) != nil })
  func syntax(shell: Completion.Shell) async throws {
    let script = try await CapturedRun(["completion", shell.rawValue]).output
    let outcome = try await Invocation(shell.rawValue, ["-n"], input: Array(script.utf8)).run()
    #expect(outcome.succeeded, "\(outcome.errorText)")
  }
}
