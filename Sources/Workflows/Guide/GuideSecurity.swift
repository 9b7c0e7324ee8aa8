/// What the workflows may do, and what has to be set up for them.
enum GuideSecurity {
  static func section(_ input: WorkflowInput) -> String {
    let (tool, hasPackages) = (ToolSteps(input: input), Registry.isGitHubs(input))
    var rows = [
      ("tests, builds of branches and pull requests", "`contents: read`", "they run code of the repository"),
      (
        "builds of a release",
        input.handsOverInRegistry && hasPackages ? "`contents: read`, `packages: write`" : "`contents: read`",
        input.handsOverInRegistry ? "what is built goes to the registry by digest" : "what is built goes to artifacts"
      ),
      ("plan", "`contents`, \(hasPackages ? "`packages`, " : "")`actions: read`", "it reads what every name holds"),
      (
        "publish, rollback, resume, abort",
        "`contents: write`, \(hasPackages ? "`packages: write`, " : "")`actions: \(input.dispatch.isEmpty ? "read" : "write")`",
        "the only jobs that change names; they run no code of the repository"
          + (tool.isOwn ? " but `brokkr-release`, built from the commit that the run is on" : "")
          + (input.dispatch.isEmpty ? "" : "; they start \(input.dispatch.map { "`\($0)`" }.joined(separator: ", "))")
      ),
    ]
    if !input.images.isEmpty {
      rows.append(
        (
          "images of branches, `pr-N`, their deletion",
          "`contents: read`, \(Registry.isGitHubs(imagesOf: input) ? "`packages: write`, " : "")and to see whether a pull request is open `pull-requests: read`",
          tool.isOwn
            ? "they build nothing; for a pull request their `brokkr-release` is built from its base"
            : "they build nothing"
        ))
    }
    let pulls =
      input.images.isEmpty
      ? ""
      : """


      Pull requests of forks get no credentials: their images reach the chart tests as artifacts, through a registry \
      that lives as long as the job. No workflow runs for `pull_request_target`.
      """
    return """
      ## Security and permissions

      | jobs | token | why |
      |---|---|---|
      \(rows.map { "| \($0.0) | \($0.1) | \($0.2) |" }.joined(separator: "\n"))

      Actions are pinned to commits. The token stays out of the clone and of every argument; scripts take their values \
      from variables, never from pasted expressions.\(pulls)

      """
  }

  static func setUp(_ input: WorkflowInput) -> String {
    var items = [tool(input)]
    if Registry.all(of: input).contains(where: \.isGitHub) {
      items.append(
        """
        Packages on \(input.gitHubRegistry): the first release makes them, private and linked to this repository. Make them public \
        where they shall be. *Package settings*, *Manage Actions access*: give this repository the role *Admin*: \
        removing a tag, in a rollback or after a pull request, needs it, *Write* is enough for everything else.
        """)
    }
    for registry in Registry.foreign(of: input) {
      items.append(
        """
        \(registry.host): put `\(registry.secretName)_USERNAME` and `\(registry.secretName)_PASSWORD` into the secrets of \
        the environments above. Tests, and builds that hand over by artifacts, have no credentials of it.
        """)
    }
    if !input.settings.test.isEmpty || !input.settings.assets.isEmpty {
      items.append(
        """
        Workflows of your own (\((input.settings.test + input.settings.assets).map { "`\($0)`" }.joined(separator: ", "))) \
        have the trigger `workflow_call` and get `contents: read`. The version is \
        `${{ github.event.inputs.version || github.ref_name }}` there.\(input.settings.assets.isEmpty ? "" : assets)
        """)
    }
    items.append(
      """
      Rules that protect tags or the branch have to let these workflows through (*Rulesets*, *Bypass list*), or the plan \
      says before the approval what will be left.
      """)
    items.append(
      """
      GitHub Enterprise Server: these files were not tried there. A server has to know the pinned versions of \
      `actions/upload-artifact` and `actions/download-artifact`, `uses: $/…` for workflows of the same commit, \
      `queue: max` in `concurrency`, and runners with the labels of `workflows.runners`.
      """)
    return "## Setting it up\n\n" + items.map { "- \($0)\n" }.joined()
  }

  private static let assets = """
     Artifacts named `release-asset-…` of `workflows.assets` join the GitHub Release, \
    each file by its own name. Where there is none, or two artifacts hold different files of one name, the run ends \
    before the approval; what makes no files belongs to `workflows.test`.
    """

  private static let own = """
     Of a pull request that changes the tool, \
    `main.yml` tests its own build; its images are built and pushed by that of the base, so that what may write runs \
    nothing of the pull request.
    """

  private static func tool(_ input: WorkflowInput) -> String {
    switch input.settings.tool {
    case .variables:
      """
      `brokkr-release`: set the variables (*Settings*, *Secrets and variables*, *Actions*, *Variables*) \
      `BROKKR_RELEASE_URL`, an https address in which `{architecture}` stands for amd64 or arm64, and \
      `BROKKR_RELEASE_SHA256_X64` and `BROKKR_RELEASE_SHA256_ARM64`, the checksums of the two files. Where forks contribute, set \
      `workflows.tool` in the configuration instead: the runs of their pull requests may not see variables.
      """
    case .release(let repository, let tag, _):
      "`brokkr-release` is downloaded from the release `\(tag)` of `\(repository)`, and checked against the configuration's SHA-256."
    case .source(let repository, let commit):
      """
      `brokkr-release` is built from \(repository.map { "`\($0)` at `\(commit)`" } ?? "the sources of this repository") \
      in every run, which takes minutes, also of a rollback. The runners need Swift 6.2 or later; a downloaded release \
      (`workflows.tool.release`) is faster.\(repository == nil && !input.images.isEmpty ? own : "")
      """
    }
  }
}
