import Yams

/// Compares the documents of a text before and after an edit.
struct NodeComparison {
  private var before = NodeOrder()
  private var after = NodeOrder()
  private let path: [String]
  private let value: String

  /// Whether the documents are alike but for the scalar that `path` leads to in the first, which is `value` afterwards.
  static func differOnly(at path: [String], now value: String, _ before: [Node], _ after: [Node]) -> Bool {
    guard before.count == after.count else { return false }
    return zip(before, after).enumerated().allSatisfy { index, pair in
      var comparison = NodeComparison(path: index == 0 ? path : [], value: value)
      return comparison.alike(pair.0, pair.1, rest: index == 0 ? path[...] : nil)
    }
  }

  private init(path: [String], value: String) { (self.path, self.value) = (path, value) }

  /// `rest` is the path from here to the edited scalar; nil aside of it.
  private mutating func alike(_ old: Node, _ new: Node, rest: ArraySlice<String>?) -> Bool {
    let isAlias = before.isAlias(old)
    guard isAlias == after.isAlias(new) else { return false }
    // Both lead to a node that was compared in its own place.
    if isAlias { return old.position == new.position }
    switch (old, new) {
    case (.scalar(let old), .scalar(let new)):
      guard rest?.isEmpty == true else {
        return old.string == new.string && old.style == new.style && old.tag == new.tag
      }
      return new.string == value && (new.style == old.style || new.style == .doubleQuoted && old.style == .plain)
    case (.sequence(let old), .sequence(let new)):
      guard old.count == new.count, old.tag == new.tag else { return false }
      for (old, new) in zip(old, new) where !alike(old, new, rest: nil) { return false }
      return true
    case (.mapping(let old), .mapping(let new)):
      guard old.count == new.count, old.tag == new.tag else { return false }
      for (old, new) in zip(old, new) {
        guard alike(old.key, new.key, rest: nil) else { return false }
        let leads = rest?.first != nil && old.key.scalar?.string == rest?.first
        guard alike(old.value, new.value, rest: leads ? rest?.dropFirst() : nil) else { return false }
      }
      return true
    case (.alias, .alias): return true
    case (.scalar, _), (.sequence, _), (.mapping, _), (.alias, _): return false
    }
  }
}
