import Yams

/// Walks over nodes in the order of the text, without following aliases.
///
/// The parser puts the anchored node in an alias's place; its mark gives it away, as it lies before what was met last.
struct NodeOrder {
  private var last = TextPosition(line: 0, column: 0)

  /// Whether the node that is met now is an alias.
  mutating func isAlias(_ node: Node) -> Bool {
    guard let mark = node.position else { return false }
    guard mark >= last else { return true }
    last = mark
    return false
  }

  /// The first node that is nested deeper than `limit`; nil when there is none.
  static func tooDeep(_ root: Node, limit: Int) -> TextPosition? {
    var order = NodeOrder()
    return order.tooDeep(root, depth: 1, limit: limit)
  }

  private mutating func tooDeep(_ node: Node, depth: Int, limit: Int) -> TextPosition? {
    guard !isAlias(node) else { return nil }
    guard depth <= limit else { return node.position ?? last }
    switch node {
    case .scalar, .alias: return nil
    case .sequence(let sequence):
      for item in sequence {
        if let mark = tooDeep(item, depth: depth + 1, limit: limit) { return mark }
      }
    case .mapping(let mapping):
      for (key, value) in mapping {
        if let mark = tooDeep(key, depth: depth + 1, limit: limit) { return mark }
        if let mark = tooDeep(value, depth: depth + 1, limit: limit) { return mark }
      }
    }
    return nil
  }
}
