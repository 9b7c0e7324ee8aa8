import BuildEngines
import FoundationEssentials
import Helm
public import Refusals
import SemanticVersioning

/// Checks what a configuration names, in the working tree.
public struct WorkTreeCheck {
  private let workspace: Workspace

  /// Makes the check of a workspace.
  public init(_ workspace: Workspace) { self.workspace = workspace }

  /// What stands in the way of a release, and what deserves a remark.
  public func run() throws -> (refusals: [Refusal], notes: [Note]) {
    let root = workspace.root
    let configuration = workspace.configuration
    let manager = FileManager.default
    var refusals = configuration.pathProblems(
      exists: { manager.fileExists(atPath: "\(root)/\($0)") },
      names: { (try? manager.contentsOfDirectory(atPath: "\(root)/\($0)")) ?? [] })
    for chart in configuration.charts {
      let file = "\(chart.path)/Chart.yaml"
      guard let text = try? Data(contentsOf: URL(filePath: "\(root)/\(file)")) else { continue }
      do {
        let metadata = try ChartMetadata(parsing: [UInt8](text), file: file)
        refusals += metadata.problems().map {
          Refusal(.configuration, what: "Chart \(chart.name) is not fit to be released.", why: "\(file): \($0)")
        }
        // Throws where the lock is out of step.
        _ = try ChartDependencies(ofChartAt: "\(root)/\(chart.path)")
      } catch let refusal as Refusal {
        refusals.append(refusal)
      }
    }
    refusals += configuration.chartNameProblems { file in
      guard let text = try? Data(contentsOf: URL(filePath: "\(root)/\(file)")) else { return nil }
      return (try? ChartMetadata(parsing: [UInt8](text), file: file))?.name
    }
    for scope in ComponentScope.all(of: configuration) {
      do {
        // Any version shows whether the scalars can be set; the result is thrown away.
        _ = try Candidate.edits(of: scope, version: SemanticVersion(0, 0, 0)) { path in
          (try? Data(contentsOf: URL(filePath: "\(root)/\(path)"))).map { [UInt8]($0) }
        }
      } catch let list as RefusalList {
        refusals += list.refusals.filter { $0.code != .missingPath }
      }
    }
    return (refusals + hooks(), configuration.notes() + inspections)
  }

  /// What stands in the way of the workflows of the user's own that the configuration names.
  public func hooks() -> [Refusal] {
    let folder = ".github/workflows"
    return workspace.configuration.hookProblems(
      text: { name in
        try? String(decoding: Data(contentsOf: URL(filePath: "\(workspace.root)/\(folder)/\(name)")), as: UTF8.self)
      }, names: { (try? FileManager.default.contentsOfDirectory(atPath: "\(workspace.root)/\(folder)")) ?? [] })
  }

  /// Remarks on the Dockerfiles.
  private var inspections: [Note] {
    workspace.configuration.images.flatMap { image -> [Note] in
      guard let text = try? Data(contentsOf: URL(filePath: "\(workspace.root)/\(image.dockerfile)")) else { return [] }
      return DockerfileInspection(String(decoding: text, as: UTF8.self), file: image.dockerfile).notes
    }
  }
}
