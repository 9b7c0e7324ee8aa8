public import BuildEngines
public import SemanticVersioning
public import Workflows

/// What a repository releases, to where, and under which rules.
public struct Configuration: Sendable {
  /// Where a configuration came from.
  public enum Origin: Hashable, Sendable {
    /// A file, by its path as messages show it.
    case file(String)
    /// Nothing was written; the repository's own files were looked at.
    case detected
    /// The text that was given on standard input.
    case standardInput
  }

  /// How a version becomes a tag, and which tags count.
  public var tag: TagPattern
  /// How a computed candidate is spelled; nil for the spelling of the repository's last one, else `{channel}.{n}`.
  public var prerelease: CandidateSpelling?
  /// How far the types of commits move the version.
  public var bump = BumpRules()
  /// The git remote that is released to; empty when everything stays in this repository.
  public var remote = "origin"
  /// The full name of the reference that holds the records.
  public var ledger = "refs/brokkr-release/ledger"
  /// What becomes of the files that state the version.
  public var stamp = StampMode.commit
  /// The file that each release adds its notes to, from the repository's root; nil for none.
  public var changelogFile: String?
  /// What the notes of releases tell, by the types of commits, in the order of their sections.
  public var noteKinds = ReleaseNotes.Kind.usual
  /// Which branches are released from, in order; the first that matches counts.
  public var branches = [
    BranchRule(pattern: "main", series: .trunk), BranchRule(pattern: "release/*", series: .maintenance),
  ]
  /// The engine that builds images.
  public var builder = BuilderChoice.auto
  /// The container images, in the order of the file.
  public var images: [ImageConfiguration] = []
  /// The Helm charts, in the order of the file.
  public var charts: [ChartConfiguration] = []
  /// The parts with versions of their own, in the order of the file; empty when all is one component.
  public var components: [ComponentConfiguration] = []
  /// Shell commands that must succeed in the exported candidate.
  public var testCommands: [String] = []
  /// Who must agree before a release is published.
  public var approve = ApprovalConfiguration()
  /// How content travels between CI jobs.
  public var handOver = HandOver.artifact
  /// The registries that plain HTTP is spoken to, as `HOST:PORT` with `*` for any.
  public var insecureRegistries = ["127.0.0.1:*"]
  /// What a release does on GitHub.
  public var github = GitHubConfiguration()
  /// What the workflows of GitHub Actions do beside releasing.
  public var workflows = WorkflowSettings()
  /// Where this configuration came from.
  public var origin: Origin

  /// Where each setting was written, by the keys that lead to it; what is missing has its default.
  var marks: [[String]: ConfigurationMark] = [:]

  init(tag: TagPattern, origin: Origin) {
    self.tag = tag
    self.origin = origin
  }

  /// The name that messages begin with.
  public var fileName: String {
    switch origin {
    case .file(let path): path
    case .detected: "what was detected"
    case .standardInput: "standard input"
    }
  }

  /// The rule for a branch, by its short name; nil when none is for it.
  public func rule(forBranch branch: String) -> BranchRule? { branches.first { $0.pattern.matches(branch) } }
}

extension Configuration: Equatable {
  /// Whether two configurations say the same, wherever their settings were written.
  public static func == (one: Configuration, other: Configuration) -> Bool {
    one.origin == other.origin && one.tree == other.tree
  }
}
