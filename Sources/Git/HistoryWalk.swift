/// One walk over history, from a tip and away from what is excluded, each commit read once.
///
/// Both sides go by date; a date is never trusted to say that a commit cannot be reached (clocks are wrong by days in
/// real histories), so the excluded side goes on for a stretch when nothing else is left, as git's own walk does.
struct HistoryWalk {
  /// How many commits in a row the excluded side must go on without meeting the other; git has 5.
  static let slack = 64

  private struct Place {
    var commit: Commit?
    /// Its parents; empty at the boundary of a shallow clone.
    var parents: [ObjectID]
    /// Its parents where the boundary hides them.
    var beyond: [ObjectID]
    var time: Int64
    var isExcluded: Bool
    var isOpen = true
  }

  private let boundary: Set<ObjectID>
  private var places: [Place] = []
  private var known: [ObjectID: Int] = [:]
  private var queue = NewestFirst()
  private var openWanted = 0
  /// What is excluded without being here.
  private var missingExcluded: Set<ObjectID> = []
  private var found: [Int] = []

  init(boundary: Set<ObjectID>) { self.boundary = boundary }

  /// The commits that `tip` reaches and none of `excluding` does.
  mutating func range(
    from tip: ObjectID, excluding: [ObjectID], in repository: borrowing OpenedRepository
  ) throws -> CommitRange {
    for id in excluding {
      if repository.contains(id) { try visit(id, isExcluded: true, in: repository) } else { missingExcluded.insert(id) }
    }
    try visit(tip, isExcluded: false, in: repository)
    // A clone that ends somewhere is small, and its whole excluded side says more about where it ends.
    let fullSlack = boundary.isEmpty ? Self.slack : Int.max
    var slack = fullSlack
    var oldest = Int64.max
    while openWanted > 0 || slack > 0, let place = queue.pop() {
      places[place].isOpen = false
      let (isExcluded, time) = (places[place].isExcluded, places[place].time)
      if !isExcluded {
        openWanted -= 1
        oldest = min(oldest, time)
        found.append(place)
      }
      for parent in places[place].parents { try visit(parent, isExcluded: isExcluded, in: repository) }
      slack = openWanted > 0 || time >= oldest ? fullSlack : slack - 1
    }
    return ordered()
  }

  private mutating func visit(
    _ id: ObjectID, isExcluded: Bool, in repository: borrowing OpenedRepository
  ) throws {
    if let place = known[id] {
      if isExcluded { exclude(place) }
      return
    }
    let isEnd = boundary.contains(id)
    let place = try repository.reading(commit: id) { raw in
      let commit =
        isExcluded
        ? nil
        : Commit(
          id: id, tree: raw.tree, parents: raw.parents, committerTime: raw.committerTime, message: raw.message)
      return Place(
        commit: commit, parents: isEnd ? [] : raw.parents, beyond: isEnd ? raw.parents : [], time: raw.committerTime,
        isExcluded: isExcluded)
    }
    known[id] = places.count
    queue.push(places.count, at: place.time)
    places.append(place)
    if !isExcluded { openWanted += 1 }
  }

  /// Takes a commit that was wanted away, and everything known below it.
  private mutating func exclude(_ place: Int) {
    var rest = [place]
    while let place = rest.popLast() {
      guard !places[place].isExcluded else { continue }
      places[place].isExcluded = true
      places[place].commit = nil
      if places[place].isOpen {
        openWanted -= 1
      } else {
        rest += places[place].parents.compactMap { known[$0] }
      }
    }
  }

  /// A parent of a wanted commit is not here, and is not known to be excluded.
  private func isCutOff(at wanted: [Int]) -> Bool {
    let beyond = wanted.flatMap { places[$0].beyond }
    guard !beyond.isEmpty else { return false }
    let excluded = places.filter(\.isExcluded).reduce(into: missingExcluded) { $0.formUnion($1.beyond) }
    return beyond.contains { parent in
      guard let place = known[parent] else { return !excluded.contains(parent) }
      return !places[place].isExcluded
    }
  }

  /// What was found and not excluded later: the newest first, and never a commit before one that descends from it.
  private func ordered() -> CommitRange {
    let wanted = found.filter { !places[$0].isExcluded }
    var children = [Int](repeating: 0, count: places.count)
    for place in wanted { for parent in places[place].parents { known[parent].map { children[$0] += 1 } } }
    var range = CommitRange(commits: [], isCutOff: isCutOff(at: wanted))
    range.commits.reserveCapacity(wanted.count)
    var ready = NewestFirst()
    for place in wanted where children[place] == 0 { ready.push(place, at: places[place].time) }
    while let place = ready.pop() {
      guard let commit = places[place].commit else { continue }
      range.commits.append(commit)
      for parent in places[place].parents {
        guard let parent = known[parent] else { continue }
        children[parent] -= 1
        if children[parent] == 0, !places[parent].isExcluded { ready.push(parent, at: places[parent].time) }
      }
    }
    return range
  }
}
