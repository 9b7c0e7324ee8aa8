/// What one commit reaches, walked only as far as the questions ask; what a shallow clone does not have ends it.
///
/// A hit is near as a rule, so the newest go first. A miss has walked everything: dates order the walk and decide nothing.
public final class Ancestry {
  private let repository: Repository
  private let isShallow: Bool
  private var seen: Set<ObjectID> = []
  private var queue = NewestFirst()
  /// The parents of what waits, so that each commit is read once.
  private var parents: [[ObjectID]] = []

  /// The ancestry of a commit of a repository, the commit itself included.
  public init(of tip: ObjectID, in repository: Repository) throws {
    self.repository = repository
    isShallow = repository.isShallow
    try repository.locked { try add(tip, in: $0) }
    seen.insert(tip)
  }

  /// Whether the commit is among them.
  public func contains(_ id: ObjectID) throws -> Bool {
    if seen.contains(id) { return true }
    return try repository.locked { opened in
      guard opened.contains(id) else { return false }
      while let place = queue.pop() {
        var isFound = false
        for parent in parents[place] where seen.insert(parent).inserted {
          isFound = isFound || parent == id
          // Beyond the boundary a parent is known by name alone.
          if !isShallow || opened.contains(parent) { try add(parent, in: opened) }
        }
        parents[place] = []
        if isFound { return true }
      }
      return false
    }
  }

  private func add(_ id: ObjectID, in opened: borrowing OpenedRepository) throws {
    let (time, above) = try opened.reading(commit: id) { ($0.committerTime, $0.parents) }
    queue.push(parents.count, at: time)
    parents.append(above)
  }
}
