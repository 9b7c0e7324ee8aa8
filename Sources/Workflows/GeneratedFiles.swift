/// The files that are generated, one line each.
enum GeneratedFiles {
  static let all: [any GeneratedFile.Type] = [
    MainWorkflow.self,
    HelmTests.self,
    BuildImages.self,
    BuildAndTest.self,
    CleanUpPullRequest.self,
    ReleaseWorkflow.self,
    RollbackWorkflow.self,
    ToolBuild.self,
    ReleaseGuide.self,
  ]
}
