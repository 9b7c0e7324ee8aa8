/// What one commit reaches, walked only as far as the questions ask; what a shallow clone does not have ends it.
///
/// A hit is near as a rule, so the newest go first; where git has generation numbers, the highest of them. A miss has
/// walked everything, or all of a higher generation: dates order the walk and decide nothing.
public final class Ancestry {
  private let repository: Repository
  private let isShallow: Bool
  private var generations: Generations
  private var seen: Set<ObjectID> = []
  private var queue = NewestFirst()
  /// The parents of what waits, so that each commit is read once.
  private var parents: [[ObjectID]] = []

  /// How many commits were read: what a question costs.
  var readCount: Int { parents.count }

  /// Above every generation: what git's table does not have is newer than all that it has.
  private static let newest: Int64 = 1 << 32

  /// The ancestry of a commit of a repository, the commit itself included.
  public init(of tip: ObjectID, in repository: Repository) throws {
    self.repository = repository
    isShallow = repository.isShallow
    generations = repository.locked { Generations(of: $0) }
    try repository.locked { try add(tip, in: $0) }
    seen.insert(tip)
  }

  /// Whether the commit is among them.
  public func contains(_ id: ObjectID) throws -> Bool {
    if seen.contains(id) { return true }
    return try repository.locked { opened in
      guard opened.contains(id) else { return false }
      let least = try generations.isKnown ? generations.generation(of: id, in: opened).map(Int64.init) : nil
      while let place = next(above: least) {
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

  /// What to go on with; what is not of a higher generation waits for other questions.
  private func next(above least: Int64?) -> Int? {
    if let least, let rank = queue.nextTime, rank <= least { return nil }
    return queue.pop()
  }

  private func add(_ id: ObjectID, in opened: borrowing OpenedRepository) throws {
    let (time, above) = try opened.reading(commit: id) { ($0.committerTime, $0.parents) }
    let rank = generations.isKnown ? generations.tabled(id).map(Int64.init) ?? Self.newest + max(0, time) : time
    queue.push(parents.count, at: rank)
    parents.append(above)
  }
}
