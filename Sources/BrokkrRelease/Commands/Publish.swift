import ArgumentParser
import Planning
import Publishing
import Refusals
import ReleaseEngine

/// Publishes what was built, as a CI job does it.
struct Publish: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Publish what was built; an unfinished release is resumed.",
    discussion: "With --plan everything but that plan is refused.")

  @Argument(help: "The version; otherwise the plan's.", completion: VersionCompletion.kind)
  var version: String?

  @Option(help: ArgumentHelp("The approved plan, as `plan --out` wrote it.", valueName: "file"), completion: .file())
  var plan: String?

  @Option(help: ArgumentHelp("A folder that `build --output` wrote.", valueName: "dir"), completion: .directory)
  var input: [String] = []

  @OptionGroup var component: ComponentOption
  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    let approved = try plan.map { try ApprovedPlan(reading: $0) }
    return try await Session.run(output, needsFile: true) { session in
      if let wanted = version ?? approved?.tag,
        let tag = try? await session.tag(of: wanted, component: component.name),
        let record = try await session.workspace.ledger.load().state.records[tag],
        record.state.isHalfWritten || record.state == .awaitingApproval || record.state == .published
      {
        try approved?.check(record)
        return try await Resume.finish(tag, inputs: input, session)
      }
      let survey = try await session.survey(
        version ?? approved?.tag, component: component.name, needsHistory: false, needsCleanTree: false)
      // What would be refused in the end anyway is not looked at first.
      if survey.approve.by == .environment {
        _ = try await EnvironmentApproval(survey.approve, of: survey.tag, in: session.workspace).read(
          for: survey.tag, now: Clock.now())
      }
      guard let built = try session.collect(input, survey) else {
        throw Refusal(
          .contentMissing, what: "\(survey.tag) was not published: nothing that was built was given.",
          remedy: "Give the folders that `build --output` wrote by --input, or run `brokkr-release cut`.")
      }
      try await session.preflightPublishing(survey.scope)
      let run = CutRun(
        workspace: session.workspace, survey: survey, report: session.report, progress: session.progress)
      let prompt = ApprovalPrompt(session: session, policy: survey.approve)
      do {
        let folder = input.count == 1 ? HandOverFolder(at: AbsolutePath.of(input[0])) : nil
        let record = try await run.publish(built, from: folder) { plan in
          try approved?.check(plan)
          return try await prompt.ask(plan)
        }
        return try await RecordAnswer.published(record, session)
      } catch let parked as CutRun.Parked {
        return try Cut.waiting(parked.record, by: survey.approve.by, inputs: input)
      }
    }
  }
}
