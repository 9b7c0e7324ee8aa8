import ExternalTools
import FoundationEssentials
public import Git
public import OCI
import Publishing
import Refusals
public import ReleaseEngine
import SemanticVersioning

/// A whole release on throw-away targets: cut, verify, rollback, verify, on a bare clone and OCI layouts.
public struct RehearseRun: Sendable {
  /// How one step of the rehearsal ended.
  public struct Step: Sendable {
    /// What was done.
    public var name: String
    /// The record after it.
    public var record: Record
    /// What `verify` found after it; empty when all holds.
    public var findings: [VerifyRun.Finding]
  }

  /// The repository to rehearse in; nil for the built-in example.
  public var repository: Repository?
  /// Its configuration; nil for the example's.
  public var configuration: Configuration?
  /// Which version.
  public var version: String?
  /// The component; nil where there is only one.
  public var component: String?
  /// The registries; none is spoken to.
  public var registries: Registries
  /// The process's environment.
  public var environment: [String: String]
  /// Told what happens.
  public var report: PhaseReport
  /// Told which slots were written.
  public var progress: @Sendable (Progress) -> Void

  /// Makes a rehearsal.
  public init(
    repository: Repository?, configuration: Configuration?, version: String?, component: String?,
    registries: Registries, environment: [String: String], report: PhaseReport,
    progress: @escaping @Sendable (Progress) -> Void
  ) {
    self.repository = repository
    self.configuration = configuration
    self.version = version
    self.component = component
    self.registries = registries
    self.environment = environment
    self.report = report
    self.progress = progress
  }

  /// Rehearses; the steps with what each left behind.
  public func run() async throws -> [Step] {
    let scratch = try ScratchFolder("rehearse")
    let workspace = try await stage(in: scratch)
    let scope: ComponentScope
    var request = VersionRequest.next(nil, nil)
    if let version {
      let resolved = try ComponentScope.resolve(version, component: component, in: workspace.configuration)
      (scope, request) = (resolved.scope, .exactly(resolved.version))
    } else {
      scope = try ComponentScope.named(component, in: workspace.configuration)
    }
    let survey = try await SurveyTaker(workspace: workspace, scope: scope, request: request).take()
    var cut = CutRun(workspace: workspace, survey: survey, report: report, progress: progress)
    cut.toleratesMissingHelm = repository == nil
    let actor = try workspace.publisher().holder.actor
    var steps: [Step] = []
    func step(_ name: String, _ record: Record) async throws {
      report.phase("verify")
      let verified = try await VerifyRun(workspace: workspace).run(record.tag)
      if let unread = verified.unread.first { throw unread.why }
      report.done("\(verified.compared) slots compared, \(verified.findings.count) differ")
      steps.append(Step(name: name, record: record, findings: verified.findings))
    }
    try await step("cut", cut.run { _ in .approved([Approval(by: actor, at: Clock.now(), method: "none")]) })
    report.phase("rollback")
    let rollback = RollbackRun(workspace: workspace, request: .init(.withdraw), report: report, progress: progress)
    try await step("rollback", rollback.run(survey.tag))
    report.phase("rollback --purge")
    let purge = RollbackRun(workspace: workspace, request: .init(.purge), report: report, progress: progress)
    try await step("purge", purge.run(survey.tag))
    return steps
  }

  /// Where images and charts go, in the throw-away clone and out of its working tree's sight.
  private static let layouts = ".git/rehearsal"

  /// A clone with a bare remote of its own, whose images and charts go to layouts beside it.
  private func stage(in scratch: ScratchFolder) async throws -> Workspace {
    var source = try scratch.folder("source")
    if let repository {
      if case .unborn(let branch) = try repository.head() {
        throw Refusal(
          .unbornHead, what: "Nothing was rehearsed: the branch \(branch) has no commit yet.",
          remedy: "Commit something first, or rehearse on the built-in example with --sample.")
      }
      source = repository.workTree ?? repository.gitDirectory
    } else {
      try await SampleRepository.make(in: source)
    }
    let (remote, clone) = ("\(scratch.path)/remote.git", "\(scratch.path)/clone")
    try await git(["clone", "-q", "--bare", "--no-hardlinks", source, remote])
    let branch = try await git(["rev-parse", "--abbrev-ref", "HEAD"], in: source)
    let head = try await git(["rev-parse", "HEAD"], in: source)
    let name = branch == "HEAD" ? "rehearsal" : branch
    try await git(["update-ref", "refs/heads/\(name)", head], in: remote)
    try await git(["symbolic-ref", "HEAD", "refs/heads/\(name)"], in: remote)
    try await git(["clone", "-q", "--no-hardlinks", remote, clone])
    let copy = try Repository(at: clone)
    var configuration =
      if let configuration { configuration } else { try Self.configuration(of: clone) }
    configuration.remote = "origin"
    for index in configuration.images.indices {
      configuration.images[index].repository = .layout("\(Self.layouts)/\(configuration.images[index].name)")
    }
    for index in configuration.charts.indices {
      configuration.charts[index].repository = .layout("\(Self.layouts)/charts")
    }
    var environment = environment
    if repository == nil { environment.merge(SampleRepository.identity) { own, _ in own } }
    return Workspace(
      repository: copy, configuration: configuration, registries: registries, environment: environment)
  }

  private static func configuration(of folder: String) throws -> Configuration {
    guard let found = try Configuration.find(in: folder) else { return try Configuration.detected(in: folder) }
    return try Configuration.load(text: found.text, file: found.file)
  }

  @discardableResult
  private func git(_ arguments: [String], in folder: String? = nil) async throws -> String {
    let outcome = try await Invocation("git", arguments, in: folder).run()
      .checked("The rehearsal was not set up.", remedy: "Look at what git says.")
    return outcome.text.trimmingSuffix(while: \.isNewline)
  }
}

extension String {
  /// The text without the characters at its end that `predicate` allows.
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
    var rest = self[...]
    while let last = rest.last, predicate(last) { rest.removeLast() }
    return String(rest)
  }
}
