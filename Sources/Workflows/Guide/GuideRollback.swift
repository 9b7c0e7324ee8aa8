/// How releases are taken back.
enum GuideRollback {
  static func section(_ input: WorkflowInput) -> String {
    """
    ## Rollback

    *Actions*, *Rollback*, *Run workflow*; or `gh workflow run rollback.yml -f action=rollback -f version=VERSION`. The \
    first job shows what would change and writes nothing; the second waits for `\(RollbackWorkflow.environment)`, if \
    that is protected, and does it. Without a version it is the release published last.

    | action | what it does |
    |---|---|
    | rollback | nobody new gets the release: \(withdrawn(input)) |
    | purge | everything as if the release had never been |
    | undo | publishes the same bytes again, after either |
    | resume | finishes a release or a rollback that was interrupted, or waits for signatures |
    | abort | takes back what was interrupted |
    | verify | compares everything with the record; writes nothing |

    \(images(input))Never delete a version tag to release it again: a version is used once, and the \
    next one is a patch.

    \(charts(input))Clusters are not touched. The preview prints the line that moves an installation: pin the digest \
    or the version that it names.

    """
  }

  private static func withdrawn(_ input: WorkflowInput) -> String {
    var parts: [String] = []
    if !input.images.isEmpty { parts.append("floating tags of images such as `latest` fall back to the release below") }
    if !input.charts.isEmpty { parts.append("the charts' tags go") }
    if input.makesGitHubRelease { parts.append("the GitHub Release is marked as withdrawn") }
    return parts.isEmpty ? "its record says so" : parts.joined(separator: ", ")
  }

  private static func images(_ input: WorkflowInput) -> String {
    guard !input.images.isEmpty else { return "" }
    return "Tags are moved by their digests: an index with all of its platforms stays one. Never do it by pulling, "
      + "tagging and pushing: that leaves one platform. "
  }

  private static func charts(_ input: WorkflowInput) -> String {
    guard !input.charts.isEmpty else { return "" }
    return """
      Charts have no mark for a withdrawn version in OCI registries, so their tags go: ranges such as `~1.2` fall back \
      by themselves, an exact version is not found any more. Its bytes stay by digest; the preview prints it.


      """
  }
}
