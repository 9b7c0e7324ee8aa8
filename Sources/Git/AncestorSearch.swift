/// Looks for one commit below another: the newest first, to the end of history where it is not there.
struct AncestorSearch {
  private let boundary: Set<ObjectID>
  private var seen: Set<ObjectID> = []
  private var queue = NewestFirst()
  /// The parents of what waits, so that each commit is read once.
  private var parents: [[ObjectID]] = []
  /// Places at the boundary, whose parents are known by name alone.
  private var ends: Set<Int> = []

  init(boundary: Set<ObjectID>) { self.boundary = boundary }

  /// The commit is below the other one; not the same.
  mutating func finds(
    _ ancestor: ObjectID, below descendant: ObjectID, in repository: borrowing OpenedRepository
  ) throws -> Bool {
    try add(descendant, in: repository)
    while let place = queue.pop() {
      for parent in parents[place] where seen.insert(parent).inserted {
        guard parent != ancestor else { return true }
        if !ends.contains(place) { try add(parent, in: repository) }
      }
    }
    return false
  }

  private mutating func add(_ id: ObjectID, in repository: borrowing OpenedRepository) throws {
    let (time, above) = try repository.reading(commit: id) { ($0.committerTime, $0.parents) }
    if boundary.contains(id) { ends.insert(parents.count) }
    queue.push(parents.count, at: time)
    parents.append(above)
  }
}
