/// Which bump a commit asks for, by its type.
public struct BumpRules: Hashable, Sendable {
  /// A type of commits in lower case, and what it asks for.
  private struct Rule: Hashable, Sendable {
    var type: String
    var bump: Bump
  }

  /// Sorted by type; there are a few, and `next` needs no dictionary to find one.
  private var rules: [Rule]
  /// The most that commits can ask for below 1.0.0: `minor` has a breaking change move the second number, `major` lets
  /// it make 1.0.0, `patch` leaves the second number to who asks for it.
  public var zero: Bump

  /// Makes the rules that hold where nothing else is said.
  public init(zero: Bump = .minor) {
    rules = [
      Rule(type: "feat", bump: .minor), Rule(type: "fix", bump: .patch), Rule(type: "perf", bump: .patch),
      Rule(type: "revert", bump: .patch),
    ]
    self.zero = zero
  }

  /// Makes rules of all their types; the case of a type does not matter.
  public init(types: [String: Bump], zero: Bump = .minor) {
    rules = []
    self.zero = zero
    for (type, bump) in types {
      let type = type.lowercased()
      self[type] = self[type].map { max($0, bump) } ?? bump
    }
  }

  /// What a type in lower case asks for; nil for nothing, unless the commit is breaking.
  public subscript(type: String) -> Bump? {
    get { rules.first { $0.type == type }?.bump }
    set {
      rules.removeAll { $0.type == type }
      guard let newValue else { return }
      rules.insert(Rule(type: type, bump: newValue), at: rules.firstIndex { type < $0.type } ?? rules.endIndex)
    }
  }

  /// The types that ask for something, in lower case, and what they ask for.
  public var types: [String: Bump] { Dictionary(uniqueKeysWithValues: rules.map { ($0.type, $0.bump) }) }

  /// The highest bump that the commit and what was squashed into it ask for; nil for none.
  public func bump(for commit: ConventionalCommit) -> Bump? {
    let again = commit.reapplied
    guard !commit.isBreaking, again?.isBreaking != true else { return .major }
    let revert = commit.isRevert ? self[ConventionalHeader.revertType] : nil
    return (commit.headers.map { self[$0.type] } + [revert, again.flatMap { self[$0.type] }]).compactMap(\.self).max()
  }

  /// What a bump that commits ask for comes to on `base`: below 1.0.0 no more than ``zero``.
  public func effective(_ bump: Bump, on base: SemanticVersion?) -> Bump {
    (base?.major ?? 0) == 0 ? min(bump, zero) : bump
  }
}
