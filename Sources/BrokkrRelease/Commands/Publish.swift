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
    let approved = try plan.map { try PlanJSON.read($0) }
    return try await Session.run(output, needsFile: true) { session in
      if let wanted = version ?? approved?.version,
        let tag = try? await session.tag(of: wanted, component: component.name),
        let record = try await session.workspace.ledger.load().state.records[tag],
        record.state.isHalfWritten || record.state == .awaitingApproval || record.state == .published
      {
        if let approved, approved.hash != record.planHash {
          throw Self.otherPlan(record.tag, record.planHash, approved.hash)
        }
        return try await Resume.finish(tag, inputs: input, session)
      }
      let survey = try await session.survey(
        version ?? approved?.version, component: component.name, needsHistory: false, needsCleanTree: false)
      guard let built = try session.collect(input, survey) else {
        throw Refusal(
          .contentMissing, what: "\(survey.tag) was not published: nothing that was built was given.",
          remedy: "Give the folders that `build --output` wrote by --input, or run `brokkr-release cut`.")
      }
      try await session.preflightPublishing(survey.scope)
      let run = CutRun(
        workspace: session.workspace, survey: survey, report: session.report, progress: session.progress)
      let prompt = ApprovalPrompt(
        output: output, method: survey.approve.by, actor: try session.workspace.publisher().holder.actor)
      do {
        let folder = input.count == 1 ? HandOverFolder(at: AbsolutePath.of(input[0])) : nil
        let record = try await run.publish(built, from: folder) { plan in
          if let approved, approved.hash != plan.hash { throw Self.otherPlan(plan.tag, plan.hash, approved.hash) }
          return try prompt.ask(plan)
        }
        return try RecordAnswer.make(RecordAnswer.published(record), record)
      } catch let parked as CutRun.Parked {
        return try Cut.waiting(parked.record, inputs: input)
      }
    }
  }

  private static func otherPlan(_ tag: String, _ found: String?, _ approved: String) -> Refusal {
    Refusal(
      .approvalMissing, what: "\(tag) was not published: it is not what was approved.",
      why: "Its plan is \((found ?? "").prefix(12)), and \(approved.prefix(12)) was approved",
      remedy: "Make a new plan with `brokkr-release plan --input`, and have it approved.")
  }
}
