import Git
import OCI
import Publishing
import Refusals
public import ReleaseEngine
import SemanticVersioning

/// Puts images that were built under a tag that no release owns.
public struct BranchPush: Sendable {
  /// What was pushed.
  public struct Pushed: Sendable {
    /// What the images were built from.
    public var origin: HandOverFolder.Origin
    /// The images, in the order of the configuration.
    public var images: [RecordedImage]
    /// The tags, before and after.
    public var changes: [SlotChange]
  }

  /// What the command works on.
  public var workspace: Workspace
  /// The tag.
  public var tag: BranchTag
  /// Push these images only; empty for all.
  public var only: [String]
  /// The registry that takes the place of the configured ones, as `HOST` or `HOST:PORT`; nil for those.
  public var registry: String?
  /// Told what happens.
  public var report: PhaseReport

  /// Makes a push.
  public init(workspace: Workspace, tag: BranchTag, only: [String], registry: String?, report: PhaseReport) {
    self.workspace = workspace
    self.tag = tag
    self.only = only
    self.registry = registry
    self.report = report
  }

  /// Checks what the folders hold, uploads it by digest, and then moves the tags.
  public func run(_ folders: [HandOverFolder]) async throws -> Pushed {
    let (origin, head) = try origin(of: folders)
    for folder in folders { try folder.verifyContent() }
    guard let version = try? SemanticVersion(parsing: origin.version) else {
      throw Refusal(
        .usage, what: "Nothing was pushed: \(folders[0].path) holds no version, but `\(origin.version.prefix(100))`.",
        remedy: "Name the folder that `build --output` wrote.")
    }
    let scope = try scope(of: origin)
    let built = try HandOverFolder.collect(
      folders, of: scope, version: version,
      annotations: ReleaseAnnotations.of(version, head: head, source: workspace.sourceURL),
      created: Clock.text(seconds: head.committerTime))
    try await tag.refuseClaimed(in: built.images.map(\.target.repository), by: workspace.ledger.load().state)
    try Task.checkCancellation()
    try await ContentStage(places: workspace.places, report: report).upload(built)
    try Task.checkCancellation()
    // Every content is there before the first tag shows it.
    var changes: [SlotChange] = []
    for image in built.images { changes.append(try await move(image)) }
    return Pushed(origin: origin, images: built.images.map { RecordedImage($0) }, changes: changes)
  }

  private func move(_ image: Built.Image) async throws -> SlotChange {
    let slot = RegistryTag(image.target.repository, tag.name)
    let place = try await workspace.places.repository(slot.repository)
    let before = try await slot.read(place)
    let after = RegistryTag.Value(image.merged.index)
    do {
      try await Change<RegistryTag>.apply([Change(slot, from: before, to: after)], at: place)
    } catch let drift as Drift {
      throw Refusal(
        .drifted, what: "\(slot.address) was not moved: it holds \(drift.found ?? "nothing") meanwhile.",
        remedy: "Another job pushes the same tag; let one run at a time, then push again.")
    }
    if let shortfall = try await slot.shortfall(of: after, at: place) {
      throw Refusal(
        .contentMissing, what: "\(slot.address) is not whole: \(shortfall).",
        remedy: "Something deletes content of this registry; stop it, then push again.")
    }
    report.done("\(slot.address)")
    return SlotChange(
      SlotName(slot), .floating, from: before.map { HeldValue($0.identity) }, to: HeldValue(after.identity),
      state: .done)
  }

  /// What all folders were built from: one version of the commit that is checked out.
  private func origin(of folders: [HandOverFolder]) throws -> (HandOverFolder.Origin, Commit) {
    let origins = try folders.map { try $0.origin() }
    guard let first = origins.first else {
      throw Refusal(
        .usage, what: "Nothing was pushed: no input was named.",
        remedy: "Name the folders that `build --output` wrote by --input, one for each.")
    }
    if let (folder, other) = zip(folders, origins).first(where: { $0.1 != first }) {
      throw Refusal(
        .usage, what: "Nothing was pushed: the folders were built from different things.",
        why:
          "\(folders[0].path) holds \(first.tag) of tree \(first.tree), \(folder.path) \(other.tag) of \(other.tree)",
        remedy: "Name the folders of one build.")
    }
    let (head, _) = try SurveyTaker(
      workspace: workspace, scope: .whole(of: workspace.configuration), request: .next(nil, nil)
    )
    .checkedOut()
    guard head.description == first.head else {
      throw Refusal(
        .usage, what: "Nothing was pushed: \(folders[0].path) was built from another commit.",
        why: "It was built from \(first.head), and \(head) is checked out",
        remedy: "Check out the commit that was built, or build the one that is checked out.")
    }
    return (first, try workspace.repository.commit(head))
  }

  /// The images to push: those of the component that was built, or all.
  private func scope(of origin: HandOverFolder.Origin) throws -> ComponentScope {
    let configuration = workspace.configuration
    let component = ComponentScope.all(of: configuration).first { $0.tag.version(of: origin.tag) != nil }
    var scope = component ?? .whole(of: configuration)
    let names = scope.images.map(\.name)
    for name in only where !names.contains(name) {
      throw Refusal(
        .usage, what: "Nothing was pushed: there is no image `\(name)`.",
        why: names.isEmpty ? "The configuration has no images" : "The images are \(names.joined(separator: ", "))",
        remedy: NearestName.of(name, among: names).map { "Did you mean `\($0)`?" } ?? "")
    }
    scope.charts = []
    scope.images = try scope.images.filter { only.isEmpty || only.contains($0.name) }.map { image in
      var image = image
      image.repository = try Self.moved(image.repository, to: registry)
      return image
    }
    guard !scope.images.isEmpty else {
      throw Refusal(
        .configuration, what: "Nothing was pushed: the configuration has no images.",
        remedy: "Charts of branches are not published; name an image in the configuration.")
    }
    return scope
  }

  /// The same repository in the registry that takes the place of its own.
  static func moved(_ repository: RepositoryAddress, to registry: String?) throws -> RepositoryAddress {
    guard let registry, case .registry(let name) = repository else { return repository }
    let path = name.split(separator: "/").dropFirst().joined(separator: "/")
    return try RepositoryAddress(parsing: "\(registry)/\(path)")
  }
}
