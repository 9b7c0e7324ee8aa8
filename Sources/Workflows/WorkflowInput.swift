/// What the generated files are made from: the facts of a configuration that they show, as plain data.
public struct WorkflowInput: Sendable, Hashable {
  /// A container image.
  public struct Image: Sendable, Hashable {
    /// Its name in the configuration.
    public var name: String
    /// Where it is published.
    public var repository: Place
    /// The folder that the build reads, from the repository's root.
    public var context: String
    /// The Dockerfile, from the repository's root.
    public var dockerfile: String
    /// What it is built for, such as `linux/arm64`.
    public var platforms: [String]

    /// Makes an image.
    public init(
      name: String, repository: Place, context: String, dockerfile: String, platforms: [String]
    ) {
      self.name = name
      self.repository = repository
      self.context = context
      self.dockerfile = dockerfile
      self.platforms = platforms
    }
  }

  /// A Helm chart.
  public struct Chart: Sendable, Hashable {
    /// One run of lint and template.
    public struct Cell: Sendable, Hashable {
      /// What tells it from the others of the chart.
      public var name: String
      /// Its values files, from the repository's root.
      public var values: [String]
      /// What is set, in the spelling of `--set`.
      public var sets: [String]

      /// Makes a run.
      public init(name: String, values: [String], sets: [String]) {
        (self.name, self.values, self.sets) = (name, values, sets)
      }
    }

    /// Its name.
    public var name: String
    /// Its folder, from the repository's root.
    public var path: String
    /// Where it is published, with its name.
    public var repository: Place
    /// The runs that it is tested by.
    public var cells: [Cell]
    /// The keys of its values that a release stamps with the version, joined by dots.
    public var stampedKeys: [String]

    /// Makes a chart.
    public init(name: String, path: String, repository: Place, cells: [Cell], stampedKeys: [String]) {
      self.name = name
      self.path = path
      self.repository = repository
      self.cells = cells
      self.stampedKeys = stampedKeys
    }
  }

  /// Where something is published.
  public enum Place: Sendable, Hashable {
    /// `HOST/REPOSITORY`.
    case registry(String)
    /// A folder of the repository.
    case layout(String)

    /// The registry's host; nil for a folder.
    var host: String? {
      guard case .registry(let name) = self else { return nil }
      return name.split(separator: "/").first.map(String.init)
    }
  }

  /// What has versions of its own.
  public struct Component: Sendable, Hashable {
    /// Its name; nil where everything is released in lockstep.
    public var name: String?
    /// What stands before the version in its tags.
    public var tagPrefix: String
    /// What stands behind it.
    public var tagSuffix: String
    /// The names of its images.
    public var images: [String]
    /// The names of its charts.
    public var charts: [String]

    /// Makes a component.
    public init(name: String?, tagPrefix: String, tagSuffix: String, images: [String], charts: [String]) {
      self.name = name
      self.tagPrefix = tagPrefix
      self.tagSuffix = tagSuffix
      self.images = images
      self.charts = charts
    }
  }

  /// Who must agree before a release is published.
  public enum Approval: String, Sendable, Hashable {
    /// Nobody.
    case none
    /// The person who starts it.
    case prompt
    /// People who sign with their SSH keys.
    case signature
    /// The reviewers of the environment.
    case environment
  }

  /// The images, in the order of the configuration.
  public var images: [Image] = []
  /// The charts, in the order of the configuration.
  public var charts: [Chart] = []
  /// What has versions of its own; one without a name where everything is released in lockstep.
  public var components: [Component] = []
  /// How the agreement to a release is given.
  public var approval = Approval.prompt
  /// The environment of the job that publishes.
  public var environment = "release"
  /// How many people must agree.
  public var minimum = 1
  /// How many jobs wait in the environment before the one that publishes: GitHub asks one person for each job.
  var approvalJobs: Int { approval == .environment ? minimum - 1 : 0 }
  /// The one who starts a release may be among them.
  public var cutterMayApprove = false
  /// Built content travels by digest in the registry, not in artifacts.
  public var handsOverInRegistry = false
  /// Images are built by buildah, not by buildx.
  public var buildsWithBuildah = false
  /// GitHub's own registry, to which the run's token logs in.
  public var gitHubRegistry = "ghcr.io"
  /// A GitHub Release is made.
  public var makesGitHubRelease = true
  /// Workflows that are started on the tag afterwards.
  public var dispatch: [String] = []
  /// The configuration's file, from the repository's root.
  public var configurationFile = ".brokkr-release.yml"
  /// What the configuration says of the workflows alone.
  public var settings = WorkflowSettings()

  /// The branches that are released from, as patterns of a trigger.
  public var releasedBranches: [String] = []

  /// Makes the input of an empty configuration.
  public init() {}

  /// Components are released each for itself.
  var hasComponents: Bool { components.contains { $0.name != nil } }

  /// The branches whose pushes are tested: those that have images, and those that are released from.
  var testedBranches: [String] {
    settings.branches + releasedBranches.filter { !settings.branches.contains($0) }
  }

  /// The image of a name.
  func image(_ name: String) -> Image? { images.first { $0.name == name } }

  /// The cells of the component that has the most of them; where all is one, those of every release.
  var mostReleaseCells: [BuildCell] {
    let each = components.map { component in
      BuildCell.cells(of: images.filter { component.images.contains($0.name) }, settings, standsForCharts: true)
    }
    return each.max { $0.count < $1.count } ?? BuildCell.cells(of: images, settings, standsForCharts: true)
  }

  /// How many matrices the builds of a release need at most.
  public var mostReleaseShards: Int { Shards.count(mostReleaseCells.count) }
}
