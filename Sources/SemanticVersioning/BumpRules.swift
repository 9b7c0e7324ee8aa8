/// Which bump a commit asks for, by its type.
public struct BumpRules: Hashable, Sendable {
  /// The types, in lower case, that ask for a bump; every other type asks for none unless it is breaking.
  public var types: [String: Bump]
  /// The most that commits can ask for below 1.0.0: `minor` has a breaking change move the second number, `major` lets
  /// it make 1.0.0, `patch` leaves the second number to who asks for it.
  public var zero: Bump

  /// The types that ask for a bump where nothing else is said.
  public static let usualTypes: [String: Bump] = ["feat": .minor, "fix": .patch, "perf": .patch, "revert": .patch]

  /// Makes rules; the case of a type does not matter.
  public init(types: [String: Bump] = BumpRules.usualTypes, zero: Bump = .minor) {
    self.zero = zero
    self.types = Dictionary(types.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: max)
  }

  /// The highest bump that the commit and what was squashed into it ask for; nil for none.
  public func bump(for commit: ConventionalCommit) -> Bump? {
    guard !commit.isBreaking else { return .major }
    let revert = commit.isRevert ? types[ConventionalHeader.revertType] : nil
    return (commit.headers.map { types[$0.type] } + [revert]).compactMap(\.self).max()
  }

  /// What a bump that commits ask for comes to on `base`: below 1.0.0 no more than ``zero``.
  public func effective(_ bump: Bump, on base: SemanticVersion?) -> Bump {
    (base?.major ?? 0) == 0 ? min(bump, zero) : bump
  }
}
