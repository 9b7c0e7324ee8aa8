import BuildEngines
import ExternalTools
import Helm
import Refusals

/// The programs that a release starts.
struct ToolCheckup: Checkup {
  static let name = "tools"
  let workspace: Workspace

  init(_ workspace: Workspace) { self.workspace = workspace }

  func examine() async throws -> [Diagnosis] {
    var found = [ok(try await version(of: "git", ["--version"]))]
    let configuration = workspace.configuration
    if !configuration.images.isEmpty {
      found.append(
        try await attempt {
          let engine = try await BuildEngines.choose(configuration.builder)
          return "\(type(of: engine).name) \(try await engine.version())"
        })
    }
    if !configuration.charts.isEmpty {
      found.append(
        try await attempt {
          _ = try HelmProgram()
          return "helm \(try await version(of: "helm", ["version", "--short"]))"
        })
    }
    if configuration.approve.by == .signature, Programs.locate("ssh-keygen") == nil {
      found.append(
        failed(
          Refusal(
            .toolMissing, what: "`ssh-keygen` is not on PATH, and approvals are signatures.",
            remedy: "Install OpenSSH.")))
    }
    return found
  }

  private func attempt(_ look: () async throws -> String) async throws -> Diagnosis {
    do {
      return ok(try await look())
    } catch let refusal as Refusal {
      return failed(refusal)
    }
  }

  private func version(of program: String, _ arguments: [String]) async throws -> String {
    let outcome = try await Invocation(program, arguments, deadline: .seconds(30)).run()
      .checked("`\(program)` does not say its version.", remedy: "Run `\(program)` by hand and look at what it says.")
    return outcome.text.split(separator: "\n").first.map(String.init) ?? program
  }
}
