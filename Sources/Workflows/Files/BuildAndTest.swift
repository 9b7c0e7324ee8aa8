/// Builds a pull request's images and tests the charts with just those.
enum BuildAndTest: Workflow {
  static let path = ".github/workflows/build-and-test.yml"
  static let purpose = """
    Builds the images of a pull request, puts them under pr-NUMBER, and tests the charts with those very images.
    Of a fork nothing is pushed: its images reach the tests as artifacts, like all others.
    """

  static func isNeeded(_ input: WorkflowInput) -> Bool { !input.images.isEmpty }

  /// The pull request's branch lies in this repository.
  static let isOwn = "github.event.pull_request.head.repo.full_name == github.repository"

  /// What runs for a pull request, one after the other: its images and, once it is closed, their deletion.
  static let group: YAML = "build-and-test-${{ github.event.number }}"

  static func document(_ input: WorkflowInput) -> YAML {
    var jobs = [
      Job(
        id: "images", name: "Images",
        permissions: [
          .read("contents", "reading the sources")
        ]
          + Job.Permission.write(
            "packages", "only the job that pushes has it, and it runs nothing of the pull request"
          ).only(if: Registry.isGitHubs(imagesOf: input)) + [
            .read("pull-requests", "of one that is closed nothing is pushed any more")
          ], calls: BuildImages.fileName,
        inputs: [("tag", "${{ \(isOwn) && format('pr-{0}', github.event.number) || '' }}")])
    ]
    if HelmTests.isNeeded(input) {
      jobs.append(
        Job(
          id: "helm", name: "Helm tests", needs: ["images"],
          permissions: [.read("contents", "reading the sources")], calls: HelmTests.fileName,
          inputs: [("tag", "pr-${{ github.event.number }}")]))
    }
    return [
      "name": "Build and test",
      "on": ["pull_request": SourcePaths.filter(input).map { ["paths": $0] } ?? .nothing],
      "permissions": [:],
      "concurrency": ["group": group, "cancel-in-progress": true],
      "jobs": jobs.yaml,
    ]
  }
}
