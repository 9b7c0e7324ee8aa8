/// The guide for those who release with the generated workflows.
enum ReleaseGuide: GeneratedFile {
  static let path = WorkflowSettings().guide

  static func place(in input: WorkflowInput) -> String { input.settings.guide }

  static func isNeeded(_ input: WorkflowInput) -> Bool { true }

  static func text(_ input: WorkflowInput) -> String {
    let sections = [
      GuideOverview.trigger(input), GuideOverview.phases(input), GuideEnvironments.section(input),
      GuideApproval.section(input), GuideRollback.section(input), GuideSecurity.section(input),
      GuideSecurity.setUp(input), GuideTroubleshooting.section(input),
    ]
    let intro = """
      # Releasing

      How a version of this repository is released by its workflows, approved, and taken back. What stands here is true \
      for `\(input.configurationFile)` as it is; both change together.

      """
    return ([intro] + sections).map { section in
      String(section.reversed().drop { $0.isNewline }.reversed()) + "\n"
    }.joined(separator: "\n")
  }
}
