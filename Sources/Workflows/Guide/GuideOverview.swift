/// What starts a release, and what happens then.
enum GuideOverview {
  static func trigger(_ input: WorkflowInput) -> String {
    let example = TagFilter.example(input)
    var text = """
      ## Trigger

      `release.yml` runs

      - for a tag that was pushed and looks like a version: \(patterns(input)). The commit of the tag is released, and \
      the tag is kept;
      - by hand: *Actions*, *Release*, *Run workflow*, with a version such as `\(example)`, on the branch to release \
      from. Then the release makes the tag. From a terminal: `gh workflow run release.yml --ref main -f version=\(example)`.

      Tags that workflows push with their own token start no run. Whether a version is a pre-release is read from the \
      version by the rules of SemVer: everything behind a hyphen makes it one, and a pre-release never becomes `latest`.

      The first job asks the ledger. A version that is published, used up or under way elsewhere ends there with a \
      notice; no other job starts.
      """
    if input.hasComponents {
      text += """


        Each component is released for itself, with its own tag:

        | component | tag | images | charts |
        |---|---|---|---|

        """
      text += input.components.map { component in
        "| \(component.name ?? "") | `\(component.tagPrefix)1.2.0\(component.tagSuffix)` | "
          + "\(component.images.joined(separator: ", ")) | \(component.charts.joined(separator: ", ")) |"
      }.joined(separator: "\n")
    }
    return text + "\n"
  }

  private static func patterns(_ input: WorkflowInput) -> String {
    let patterns = TagFilter.patterns(input).map { "`\($0)`" }
    return patterns.count > 6
      ? patterns.prefix(4).joined(separator: ", ") + " and so on" : patterns.joined(separator: ", ")
  }

  static func phases(_ input: WorkflowInput) -> String {
    let cells = input.mostReleaseCells.count
    let tests = input.settings.test.map { "`\($0)`" }
    let assets = input.settings.assets.map { "`\($0)`" }
    let helm = input.charts.isEmpty ? "" : ", every chart with every values file and case"
    var rows = [
      ("ledger", "asks whether there is anything to do"),
      ("test", "`brokkr-release test`: the configured commands\(helm), at the commit with the version stamped in"),
    ]
    if !tests.isEmpty { rows.append(("test-…", "the workflows \(tests.joined(separator: ", "))")) }
    rows.append(
      (
        "build",
        "\(input.images.isEmpty ? "the charts, if there are any" : "at most \(cells) jobs, each one image for one platform; the charts are packed with them")"
      ))
    if !assets.isEmpty {
      rows.append(("assets-…", "the workflows \(assets.joined(separator: ", ")), for the GitHub Release"))
    }
    rows.append(("plan", "every change with its value before and after, and the plan's hash, in the run's summary"))
    if input.approvalJobs > 0 {
      rows.append(("approval-…", "behind the environment `\(input.environment)` too: waits for one more person"))
    }
    rows.append(("publish", "behind the environment `\(input.environment)`: publishes exactly that plan"))
    let travels =
      input.handsOverInRegistry
      ? "What is built goes to the registry by digest before the approval, under no tag; on a public registry whoever knows the digest can read it."
      : "What is built waits in artifacts of the run, \(input.settings.retentionDays) days long. Before the approval nothing is in a registry, not even by digest."
    return """
      ## Phases

      | job | what it does |
      |---|---|
      \(rows.map { "| \($0.0) | \($0.1) |" }.joined(separator: "\n"))

      \(travels) An approval has to come within 30 days. `publish` looks for everything once more before it changes \
      the first name; what is gone is told, and nothing was changed.

      Runs of the same version, in whatever spelling, follow one another; those of different versions have nothing in common. None is \
      cancelled or dropped.

      """
  }
}
