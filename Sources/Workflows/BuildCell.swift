import Stamping

/// One image for one platform, or the charts alone, as one job of a matrix.
public struct BuildCell: Sendable, Hashable {
  /// The image's name; empty for the charts alone.
  public var image: String
  /// What it is built for; empty for the charts alone.
  public var platform: String
  /// What the artifact of this cell is named after.
  public var artifact: String
  /// The label of the runner.
  public var runner: String
  /// The platform is not the runner's own.
  public var isEmulated: Bool

  /// The cells of some images; of none, one for the charts alone.
  ///
  /// - Parameters:
  ///   - images: the images.
  ///   - settings: which runners there are.
  ///   - standsForCharts: without an image there is a cell all the same.
  /// - Returns: the cells, in the order of the images.
  public static func cells(
    of images: [WorkflowInput.Image], _ settings: WorkflowSettings, standsForCharts: Bool
  ) -> [BuildCell] {
    let cells = images.flatMap { image in
      image.platforms.map { platform in
        let (label, isEmulated) = settings.runner(for: platform)
        return BuildCell(
          image: image.name, platform: platform,
          artifact: "\(image.name)-\(platform.split(separator: "/").joined(separator: "-"))", runner: label,
          isEmulated: isEmulated)
      }
    }
    guard cells.isEmpty, standsForCharts else { return cells }
    return [BuildCell(image: "", platform: "", artifact: "charts", runner: settings.baseRunner, isEmulated: false)]
  }

  /// The cells as JSON on one line, for a matrix that is made while the workflow runs.
  public static func json(_ cells: some Sequence<BuildCell>) -> String {
    let objects = cells.map { cell in
      let fields = [
        ("image", cell.image), ("platform", cell.platform), ("artifact", cell.artifact), ("runner", cell.runner),
      ].map { "\(DoubleQuoted.text($0)):\(DoubleQuoted.text($1))" }
      return "{\(fields.joined(separator: ",")),\"emulated\":\(cell.isEmulated)}"
    }
    return "[\(objects.joined(separator: ","))]"
  }

  /// The cell as an entry of a matrix.
  var row: YAML {
    let fields: [(String, YAML)] = [
      ("image", .text(image)), ("platform", .text(platform)), ("artifact", .text(artifact)), ("runner", .text(runner)),
      ("emulated", .flag(isEmulated)),
    ]
    return .row(fields.map { YAML.Entry(key: $0.0, value: $0.1) })
  }
}
