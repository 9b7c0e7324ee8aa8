import FoundationEssentials
import Testing
import Yams

@testable import Workflows

/// A generated workflow as another program reads it.
struct ParsedWorkflow {
  let name: String
  let root: Node

  /// The generated workflows of a configuration.
  static func all(_ sample: Sample) throws -> [ParsedWorkflow] {
    try WorkflowFiles(sample.input()).files.filter { $0.path.hasSuffix(".yml") }.map { file in
      ParsedWorkflow(
        name: String(file.path.split(separator: "/").last ?? ""), root: try #require(try Yams.compose(yaml: file.text)))
    }
  }

  /// One of them, by its file's name.
  static func named(_ name: String, _ sample: Sample) throws -> ParsedWorkflow {
    try #require(try all(sample).first { $0.name == name })
  }

  struct Job {
    let id: String
    let node: Node

    var needs: [String] { node["needs"]?.sequence?.compactMap(\.string) ?? [] }
    var permissions: [String: String] {
      Dictionary(uniqueKeysWithValues: pairs(of: node["permissions"]).compactMap { ($0, $1.string ?? "") })
    }
    var steps: [Node] { node["steps"].map { Array($0.sequence ?? []) } ?? [] }
    /// The text of every script.
    var scripts: [String] { steps.compactMap { $0["run"]?.string } }
    var calls: String? { node["uses"]?.string }
    var environment: String? { node["environment"]?["name"]?.string }
    /// The entries of the matrix; nil where it is made while the workflow runs.
    var matrix: [Node]? { node["strategy"]?["matrix"]?["include"]?.sequence.map { Array($0) } }
    var writes: [String] { permissions.filter { $0.value == "write" }.keys.sorted() }
  }

  /// What starts it; `on` alone would be looked for as a boolean.
  var events: Node? { pairs(of: root).first { $0.0 == "on" }?.1 }

  var jobs: [Job] { pairs(of: root["jobs"]).map { Job(id: $0, node: $1) } }

  func job(_ id: String) throws -> Job { try #require(jobs.first { $0.id == id }, "\(name) has no job \(id)") }

  /// The names of the events that start it.
  var triggers: [String] { pairs(of: events).map(\.0) }

  /// The jobs that must have ended before one begins.
  func before(_ id: String) -> Set<String> {
    var found: Set<String> = []
    var open = [id]
    while let next = open.popLast() {
      for need in jobs.first(where: { $0.id == next })?.needs ?? [] where found.insert(need).inserted {
        open.append(need)
      }
    }
    return found
  }

  /// Every scalar below a node.
  static func scalars(of node: Node) -> [String] {
    switch node {
    case .scalar(let scalar): [scalar.string]
    case .sequence(let items): items.flatMap { scalars(of: $0) }
    case .mapping(let pairs): pairs.flatMap { scalars(of: $0.key) + scalars(of: $0.value) }
    case .alias: []
    }
  }
}

/// The entries of a mapping, in the order of the file.
private func pairs(of node: Node?) -> [(String, Node)] {
  node?.mapping.map { $0.map { ($0.key.string ?? "", $0.value) } } ?? []
}
