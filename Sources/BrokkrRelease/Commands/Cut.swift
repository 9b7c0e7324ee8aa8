import ArgumentParser
import Planning
import Publishing
import Refusals
import ReleaseEngine

/// Makes a release.
struct Cut: ReleaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "cut",
    abstract: "Make a release: test, build, approve, publish, record.",
    discussion: """
      Without a version: what `next` says. An explicit one is cut although there is nothing to release. \
      A release that nobody can approve now waits, with its content handed over; `resume` goes on with it. \
      Where a GitHub environment approves, it starts release.yml and follows its run.
      """)

  @Argument(help: "The version, or major, minor or patch.")
  var version: String?

  @Option(help: "Make a candidate of this channel.")
  var pre: ChannelChoice?

  @Option(help: ArgumentHelp("Take over a floating slot that somebody else moved.", valueName: "slot"))
  var force: [String] = []

  @Option(
    help: ArgumentHelp("Where built content goes when the release has to wait.", valueName: "dir"),
    completion: .directory)
  var output: String?

  @Flag(help: "Show the plan and stop.")
  var dryRun = false

  @Flag(help: "Do not follow the run that makes the release, only start it.")
  var noFollow = false

  @Option(help: ArgumentHelp("Follow the run no longer than this, such as 90m or 2d; otherwise 6h.", valueName: "time"))
  var followFor: String?

  @OptionGroup var component: ComponentOption
  @OptionGroup var common: CommonOptions

  func execute(_ output: Output) async throws -> Answer {
    let limit = try followFor.map(RemoteCut.limit) ?? RemoteCut.usualLimit
    return try await Session.run(output, needsFile: true, isLooking: dryRun) { session in
      guard !dryRun else {
        let plan = try await session.plan(
          version, component: component.name, inputs: [], channel: pre?.channel, force: Set(force))
        for note in plan.warnings { output.note(note) }
        return try PlanText.answer(plan)
      }
      let (survey, surveyed) = try await session.preflight(
        version, component: component.name, channel: pre?.channel, force: Set(force))
      if survey.approve.by == .environment {
        guard session.isInActions else {
          return try await RemoteCut(session: session, survey: survey, limit: limit, isFollowing: !noFollow).run(
            force: force, hasFolder: self.output != nil)
        }
        // Nobody approves it while it is built, so it is asked before.
        _ = try await EnvironmentApproval(survey.approve, of: survey.tag, in: session.workspace).read(
          for: survey.tag, now: Clock.now())
      }
      let prompt = ApprovalPrompt(session: session, policy: survey.approve)
      var run = CutRun(
        workspace: session.workspace, survey: survey, output: self.output.map(AbsolutePath.of), force: Set(force),
        report: session.report, progress: session.progress)
      run.surveyed = surveyed
      do {
        let record = try await run.run { try await prompt.ask($0) }
        return try await RecordAnswer.published(record, session)
      } catch let parked as CutRun.Parked {
        return try Self.waiting(parked.record, by: survey.approve.by)
      }
    }
  }

  /// A release that waits for its approval.
  static func waiting(
    _ record: Record, by method: ApprovalConfiguration.Method, inputs: [String] = []
  ) throws -> Answer {
    var lines: [StyledText] = ["\(record.tag, .strong) waits for its approval; nothing was published."]
    let folders = record.handOver.map { [$0] } ?? inputs.map(AbsolutePath.of)
    if !folders.isEmpty { lines.append("  its content is in \(folders.joined(separator: ", "))") }
    let words = folders.map { " --input \(ShellWord.quoted($0))" }.joined()
    if method == .signature { lines.append("Approve it: brokkr-release approve \(record.tag)") }
    lines.append("Go on: brokkr-release resume \(record.tag)\(words) --yes")
    lines.append("Drop it: brokkr-release abort \(record.tag)")
    return try RecordAnswer.make(lines, record, status: .approvalMissing)
  }
}
