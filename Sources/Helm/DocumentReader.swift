import Stamping
import Yams

/// Turns one of Helm's own YAML files into JSON, and notes what Helm would read otherwise than it is written.
struct DocumentReader {
  /// So many nodes are taken over at most, with aliases expanded; a real Chart.yaml has a few dozen.
  private static let nodeLimit = 20_000

  private let source: YAMLSource
  private var remaining = Self.nodeLimit
  /// What is noted, each with its line.
  private(set) var faults: [String] = []
  /// The lines of the keys of the root mapping.
  private(set) var lines: [String: Int] = [:]
  /// The root mapping.
  private(set) var root = CompactJSON.object([])

  /// Reads a file.
  init(_ bytes: [UInt8], file: String, shape: DocumentShape) throws {
    source = try YAMLSource(bytes, file: file, purpose: "\(file) was not read.")
    guard let node = source.documents.first, case .mapping(let mapping) = node else {
      throw source.refusal(at: source.documents.first?.position, "it is no mapping", remedy: "Write it as key: value.")
    }
    for (key, _) in mapping {
      guard let name = key.scalar?.string else { continue }
      lines[name] = key.position?.line
    }
    root = try value(of: node, shape, named: "", depth: 0) ?? .object([])
  }

  /// Nil for null, which Helm takes for absent.
  private mutating func value(
    of node: Node, _ shape: DocumentShape, named name: String, depth: Int
  ) throws -> CompactJSON? {
    remaining -= 1
    guard remaining >= 0, depth <= YAMLSource.depthLimit else {
      throw source.refusal(at: node.position, "its aliases expand to too much", remedy: "Write the values out.")
    }
    switch node {
    case .scalar(let scalar): return try self.scalar(scalar, at: node.position, shape, named: name)
    case .sequence(let sequence):
      let element: DocumentShape
      switch shape {
      case .list(let inner): element = inner
      case .any: element = .any
      case .text, .strictText, .mapping, .fields: throw misshapen(node, name)
      }
      return .array(
        try sequence.map { try value(of: $0, element, named: name, depth: depth + 1) ?? .null })
    case .mapping(let mapping):
      return try .sorted(mapping.compactMap { try member($0, shape, of: name, depth: depth) })
    case .alias: return nil
    }
  }

  private mutating func member(
    _ pair: (key: Node, value: Node), _ shape: DocumentShape, of outer: String, depth: Int
  ) throws -> CompactJSON.Member? {
    guard let key = pair.key.scalar, key.string != "<<" || key.style != .plain else {
      throw source.refusal(
        at: pair.key.position, "this key is a merge key or no text", remedy: "Write the keys out.")
    }
    let name = outer.isEmpty ? key.string : "\(outer).\(key.string)"
    let inner: DocumentShape
    switch shape {
    case .mapping(let one): inner = one
    case .fields(let known): inner = known[key.string] ?? .any
    case .any: inner = .any
    case .text, .strictText, .list: throw misshapen(pair.key, outer)
    }
    return try value(of: pair.value, inner, named: name, depth: depth + 1).map {
      CompactJSON.Member(name: key.string, value: $0)
    }
  }

  private mutating func scalar(
    _ scalar: Node.Scalar, at position: TextPosition?, _ shape: DocumentShape, named name: String
  ) throws -> CompactJSON? {
    let isPlain = scalar.style == .plain && scalar.tag == Tag(.implicit)
    let meaning = isPlain ? PlainScalar.meaning(of: scalar.string) : .string
    guard meaning != .null else { return nil }
    switch shape {
    case .list, .mapping, .fields:
      throw source.refusal(
        at: position, "`\(name)` is a single value", remedy: "Write it as Helm's documentation says.")
    case .text: return .string(scalar.string)
    case .strictText:
      switch meaning {
      case .number(let number): note(position, "\(name) `\(scalar.string)` is read as the number \(number)")
      case .bool: note(position, "\(name) `\(scalar.string)` is read as a truth value")
      case .null, .string: break
      }
      return .string(scalar.string)
    case .any:
      return switch meaning {
      case .null: nil
      case .bool(let value): .bool(value)
      case .number(let number): .number(number)
      case .string: .string(scalar.string)
      }
    }
  }

  private mutating func note(_ position: TextPosition?, _ fault: String) {
    faults.append("line \(position?.line ?? 1): \(fault); put it in quotes")
  }

  private func misshapen(_ node: Node, _ name: String) -> any Error {
    source.refusal(
      at: node.position, "`\(name)` has a form that Helm does not read",
      remedy: "Write it as Helm's documentation says.")
  }
}
