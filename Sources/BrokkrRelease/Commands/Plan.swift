import ArgumentParser
import FoundationEssentials
import Planning
import Publishing
import Refusals
import ReleaseEngine

/// Shows what a release would do.
struct Plan: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show every test, build and change of a release, before and after.",
    discussion:
      "Moves no reference and no file. With --input the digests of what was built are in it, and its hash can be approved."
  )

  @Argument(help: "The version; otherwise what `next` says.")
  var version: String?

  @Option(help: ArgumentHelp("A folder that `build --output` wrote.", valueName: "dir"), completion: .directory)
  var input: [String] = []

  @Option(help: ArgumentHelp("Write the plan to a file as well.", valueName: "file"), completion: .file())
  var out: String?

  @OptionGroup var component: ComponentOption
  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    try await Session.run(output, isLooking: true) { session in
      let plan = try await session.plan(version, component: component.name, inputs: input, isBinding: out != nil)
      for note in plan.warnings { output.note(note) }
      let answer = try PlanText.answer(plan)
      if let out { try PlanJSON.write(answer.json, to: out) }
      return answer
    }
  }
}
