import BuildEngines
import SemanticVersioning

extension ConfigurationShape {
  /// The whole configuration: every key there is.
  static let configuration = ConfigurationShape.record([
    .init("tag", .text, "How a version becomes a tag, and which tags count: a text with {version} in it."),
    .init("prerelease", .text, "How a computed candidate is spelled, from {channel} and {n}."),
    .init("bump", bump, "How far the types of commits move the version."),
    .init("remote", .text, "The git remote that is released to; empty for none."),
    .init("ledger", .text, "The reference that holds the records of releases."),
    .init("stamp", .choice(StampMode.allCases.map(\.rawValue)), "What becomes of the files that state the version."),
    .init(
      "changelog",
      .record([
        .init("file", .text, "The file, from the repository's root."),
        .init(
          "types", .named("TYPE", .text),
          "The headings under which commits of a type are told, or none; what is not named keeps its own."),
      ]), "Where the notes of releases are written, and what they tell."),
    .init("branches", .named("BRANCH", branch), "Which branches are released from; the first that matches counts."),
    .init("builder", .choice(BuilderChoice.allCases.map(\.rawValue)), "The engine that builds images."),
    .init("images", .named("NAME", image), "The container images of a release."),
    .init("charts", .named("NAME", chart), "The Helm charts of a release, by the names in their Chart.yaml."),
    .init("components", .named("NAME", component), "Parts with versions of their own; without any, all is one."),
    .init("test", .record([.init("commands", .list(.text), "Shell commands that must succeed.")]), "What is tested."),
    .init("approve", approve, "Who must agree before a release is published."),
    .init("hand-over", .choice(HandOver.allCases.map(\.rawValue)), "How content travels between CI jobs."),
    .init("insecure-registries", .list(.text), "The registries that plain HTTP is spoken to, as HOST:PORT with *."),
    .init("github", github, "What a release does on GitHub."),
    .init("workflows", workflows, "What `workflows write` makes of GitHub Actions."),
  ])

  private static let bumps = Bump.allCases.map(\.rawValue)

  private static let bump = ConfigurationShape.record([
    .init(
      "types", .named("TYPE", .choice(bumps + [ConfigurationReader.noBump])),
      "The bump that commits of a type ask for; what is not named keeps its own."),
    .init("zero", .choice(bumps), "The most that commits can ask for below 1.0.0."),
  ])

  private static let branch = ConfigurationShape.record([
    .init(
      "series", .choice(BranchRule.Series.allCases.map(\.rawValue)), "Where the base of the next version comes from.",
      isRequired: true),
    .init("line", .choice(BranchRule.Line.allCases.map(\.rawValue)), "How wide a maintained line is."),
  ])

  private static let image = ConfigurationShape.record([
    .init("repository", .text, "Where it is published: HOST/REPOSITORY or oci-layout:PATH.", isRequired: true),
    .init("context", .text, "The folder that the build reads."),
    .init(
      "dockerfile", .text, "The Dockerfile, from the repository's root; otherwise the one in the context.",
      isDerived: true),
    .init("platforms", .list(.text), "What it is built for."),
    .init("build-args", .named("ARGUMENT", .text), "Arguments of the build."),
    .init("tags", .list(.text), "The tags that a release claims."),
  ])

  private static let chart = ConfigurationShape.record([
    .init("path", .text, "The chart's folder; otherwise the one of its name in charts/.", isDerived: true),
    .init("repository", .text, "Where it is published; the name is appended.", isRequired: true),
    .init("app-version", .text, "What becomes of appVersion."),
    .init("stamp", .list(stamp), "Further scalars that say the version."),
    .init("values", .list(.text), "Values files to lint and render with, from the chart's folder."),
    .init("cases", .list(chartCase), "Further runs of lint and template."),
  ])

  private static let stamp = ConfigurationShape.record([
    .init("file", .text, "The file, from the chart's folder.", isRequired: true),
    .init("key", .text, "The keys that lead to the scalar, joined by dots.", isRequired: true),
  ])

  private static let chartCase = ConfigurationShape.record([
    .init("name", .text, "The name that the results are shown under.", isRequired: true),
    .init("set", .named("KEY", .text), "What is set."),
  ])

  private static let component = ConfigurationShape.record([
    .init(
      "tag", .text, "How its versions become tags; otherwise its name, a slash and the tag at the top.",
      isDerived: true),
    .init("paths", .list(.text), "The files whose changes count."),
    .init("images", .list(.text), "Its images, by name."),
    .init("charts", .list(.text), "Its charts, by name."),
    .init("group", .text, "The group whose members are released together."),
    .init("changelog", .text, "The file that its releases add their notes to, instead of the one for all."),
  ])

  private static let approve = ConfigurationShape.record([
    .init("by", .choice(ApprovalConfiguration.Method.allCases.map(\.rawValue)), "How the agreement is given."),
    .init("environment", .text, "The GitHub environment whose reviewers are asked."),
    .init("minimum", .count, "How many different people must agree."),
    .init("signers", .text, "The allowed_signers file of OpenSSH."),
    .init("cutter-may-approve", .boolean, "Whether the one who cuts may be among them."),
    .init("valid-for", .text, "How long an agreement holds, such as 30d."),
  ])

  private static let github = ConfigurationShape.record([
    .init("release", .boolean, "Whether a GitHub Release is made."),
    .init("dispatch", .list(.text), "Workflows to start on the tag afterwards."),
    .init("latest", .text, "The component that owns the latest mark."),
    .init("repository", .text, "OWNER/NAME, where the remote's address does not tell it."),
    .init("registry", .text, "The host of GitHub's container registry, where it is not the usual one."),
  ])

  private static let workflows = ConfigurationShape.record([
    .init("test", .list(.text), "Reusable workflows that must succeed, by their file names."),
    .init("assets", .list(.text), "Reusable workflows whose artifacts release-asset-* join the GitHub Release."),
    .init("runners", .named("PLATFORM", .text), "The runner that builds for a platform, or `emulated`."),
    .init("tool", tool, "How the workflows get brokkr-release."),
    .init("retention-days", .count, "How many days built content waits for an approval."),
    .init("branches", .list(.text), "The branches whose images get the branch's name as a tag."),
    .init("guide", .text, "Where the guide for those who release is written, Markdown."),
  ])

  private static let tool = ConfigurationShape.record([
    .init("release", .text, "The tag of the release that its executables are downloaded from."),
    .init("sha256", .named("PLATFORM", .text), "The checksum of each executable."),
    .init("source", .text, "The commit that it is built from; `.` for the repository itself."),
    .init("repository", .text, "Its repository on GitHub, as OWNER/NAME."),
  ])
}
