import BuildEngines
import Helm
import OCI
import Publishing
import SemanticVersioning
public import Workflows

extension WorkflowInput {
  /// What workflows show of a configuration.
  public init(_ configuration: Configuration) {
    self.init()
    let scopes = ComponentScope.all(of: configuration)
    // What is in no component is never released, and so it is not built either.
    images = configuration.images.filter { image in scopes.contains { $0.images.contains { $0.name == image.name } } }
      .map(Image.init)
    charts = configuration.charts.filter { chart in scopes.contains { $0.charts.contains { $0.name == chart.name } } }
      .map(Chart.init)
    components = scopes.map { scope in
      Component(
        name: scope.name, tagPrefix: scope.tag.prefix, tagSuffix: scope.tag.suffix, images: scope.images.map(\.name),
        charts: scope.charts.map(\.name))
    }
    approval =
      switch configuration.approve.by {
      case .none: .none
      case .prompt: .prompt
      case .signature: .signature
      case .environment: .environment
      }
    environment = configuration.approve.environment
    minimum = configuration.approve.minimum
    cutterMayApprove = configuration.approve.cutterMayApprove
    handsOverInRegistry = configuration.handOver == .registry
    buildsWithBuildah = configuration.builder == .buildah
    makesGitHubRelease = configuration.github.release
    dispatch = configuration.github.dispatch
    if let registry = configuration.github.registry { gitHubRegistry = registry }
    if case .file(let name) = configuration.origin { configurationFile = name }
    settings = configuration.workflows
    releasedBranches = configuration.releasedBranches
  }
}

extension WorkflowInput.Image {
  fileprivate init(_ image: ImageConfiguration) {
    self.init(
      name: image.name, repository: WorkflowInput.Place(image.repository), context: image.context,
      dockerfile: image.dockerfile, platforms: image.platforms.map(\.description))
  }
}

extension WorkflowInput.Chart {
  fileprivate init(_ chart: ChartConfiguration) {
    let cells = ChartTestCell.cells(
      chart: chart.name, values: chart.values, cases: chart.cases.map { ($0.name, $0.set) })
    var keys: [String] = []
    for stamp in chart.stamps where stamp.file != "Chart.yaml" && !keys.contains(stamp.key) { keys.append(stamp.key) }
    self.init(
      name: chart.name, path: chart.path, repository: WorkflowInput.Place(chart.address),
      cells: cells.map { cell in
        Cell(
          name: cell.label, values: cell.values.map { chart.file($0) },
          sets: cell.sets.map { HelmProgram.setting($0, $1) })
      }, stampedKeys: keys)
  }
}

extension WorkflowInput.Place {
  fileprivate init(_ address: RepositoryAddress) {
    self =
      switch address {
      case .registry(let name): .registry(name)
      case .layout(let path): .layout(path)
      }
  }
}
