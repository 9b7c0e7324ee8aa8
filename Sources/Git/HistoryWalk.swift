/// One walk over history, from a tip and away from what is excluded, each commit read once.
///
/// Both sides go by date; a date is never trusted to say that a commit cannot be reached (clocks are wrong by days in
/// real histories), so the excluded side goes on for a stretch when nothing else is left, as git's own walk does.
struct HistoryWalk {
  /// How many commits in a row the excluded side must go on without meeting the other; git has 5.
  static let slack = 64

  private struct Place {
    var time: Int64
    /// What is told of it; nil where it is excluded.
    var commit: Commit?
    /// Its parents until it is passed, without those that a shallow clone does not have.
    var parents: [ObjectID]
    /// The places of its parents, once it was passed: the first, and the others that a merge has.
    var first: Int?
    var others: [Int] = []
    var isExcluded: Bool
    var isOpen = true
  }

  private let boundary: Set<ObjectID>
  private var places: [Place] = []
  private var known: [ObjectID: Int] = [:]
  private var queue = NewestFirst()
  private var openWanted = 0
  /// The parents of places that are not here.
  private var beyond: [Int: [ObjectID]] = [:]
  /// What is excluded without being here.
  private var missingExcluded: Set<ObjectID> = []
  private var found: [Int] = []

  init(boundary: Set<ObjectID>) { self.boundary = boundary }

  /// The commits that `tip` reaches and none of `excluding` does.
  mutating func range(
    from tip: ObjectID, excluding: [ObjectID], in repository: borrowing OpenedRepository
  ) throws -> CommitRange {
    for id in excluding {
      if repository.contains(id) {
        _ = try visit(id, isExcluded: true, in: repository)
      } else {
        missingExcluded.insert(id)
      }
    }
    _ = try visit(tip, isExcluded: false, in: repository)
    // A clone that ends somewhere is small, and its whole excluded side says more about where it ends.
    let fullSlack = boundary.isEmpty ? Self.slack : Int.max
    var slack = fullSlack
    var oldest = Int64.max
    while openWanted > 0 || slack > 0, let place = queue.pop() {
      let time = places[place].time
      if !places[place].isExcluded {
        openWanted -= 1
        oldest = min(oldest, time)
        found.append(place)
      }
      try pass(place, in: repository)
      slack = openWanted > 0 || time >= oldest ? fullSlack : slack - 1
    }
    let wanted = ordered()
    return CommitRange(commits: wanted.compactMap { places[$0].commit }, isCutOff: isCutOff(at: wanted))
  }

  /// Goes on from a place to its parents.
  private mutating func pass(_ place: Int, in repository: borrowing OpenedRepository) throws {
    places[place].isOpen = false
    let isExcluded = places[place].isExcluded
    let parents = places[place].parents
    places[place].parents = []
    for (index, parent) in parents.enumerated() {
      let above = try visit(parent, isExcluded: isExcluded, in: repository)
      if index == 0 { places[place].first = above } else { places[place].others.append(above) }
    }
  }

  /// The place of a commit, which is read where it is met for the first time.
  private mutating func visit(
    _ id: ObjectID, isExcluded: Bool, in repository: borrowing OpenedRepository
  ) throws -> Int {
    if let place = known[id] {
      if isExcluded { exclude(place) }
      return place
    }
    let (place, hidden) = try repository.reading(commit: id) { raw in
      let commit =
        isExcluded
        ? nil
        : Commit(
          id: id, tree: raw.tree, parents: raw.parents, committerTime: raw.committerTime, message: raw.message)
      // Where a clone ends, another fetch may have brought what lies beyond; what is not here ends the walk.
      let hidden = boundary.isEmpty ? [] : raw.parents.filter { !repository.contains($0) }
      let parents = hidden.isEmpty ? raw.parents : raw.parents.filter { !hidden.contains($0) }
      return (Place(time: raw.committerTime, commit: commit, parents: parents, isExcluded: isExcluded), hidden)
    }
    let index = places.count
    known[id] = index
    if !hidden.isEmpty { beyond[index] = hidden }
    queue.push(index, at: place.time)
    places.append(place)
    if !isExcluded { openWanted += 1 }
    return index
  }

  /// Takes a commit that was wanted away, and everything known below it.
  private mutating func exclude(_ place: Int) {
    var rest = [place]
    while let place = rest.popLast() {
      guard !places[place].isExcluded else { continue }
      places[place].isExcluded = true
      places[place].commit = nil
      if places[place].isOpen { openWanted -= 1 }
      if let first = places[place].first { rest.append(first) }
      rest += places[place].others
    }
  }
}

extension HistoryWalk {
  /// What a shallow clone does not have is something that might be wanted, or that might exclude what is wanted.
  private func isCutOff(at wanted: [Int]) -> Bool {
    guard !beyond.isEmpty, !wanted.isEmpty else { return false }
    let hidden = beyond.filter { places[$0.key].isExcluded }.reduce(into: missingExcluded) { $0.formUnion($1.value) }
      .filter { known[$0] == nil }
    let isUnknown = wanted.contains { place in
      (beyond[place] ?? []).contains { parent in
        known[parent].map { !places[$0].isExcluded } ?? !hidden.contains(parent)
      }
    }
    guard !isUnknown, !hidden.isEmpty else { return isUnknown }
    // An excluded commit that is not here has ancestors that are excluded too. A wanted one is none of them where it
    // descends from that commit itself.
    let children = children()
    return hidden.contains { id in
      let below = descendants(of: id, children)
      return !wanted.allSatisfy(below.contains)
    }
  }

  /// The places whose commits have each place's as a parent.
  private func children() -> [[Int]] {
    var children = [[Int]](repeating: [], count: places.count)
    for place in places.indices {
      if let first = places[place].first { children[first].append(place) }
      for other in places[place].others { children[other].append(place) }
    }
    return children
  }

  /// The places that descend from a commit beyond the boundary.
  private func descendants(of hidden: ObjectID, _ children: [[Int]]) -> Set<Int> {
    var rest = beyond.filter { $0.value.contains(hidden) }.map(\.key)
    var found = Set(rest)
    while let place = rest.popLast() {
      for child in children[place] where found.insert(child).inserted { rest.append(child) }
    }
    return found
  }

  /// What was found and not excluded later: the newest first, and never a commit before one that descends from it.
  private func ordered() -> [Int] {
    let wanted = found.filter { !places[$0].isExcluded }
    // How many children of a place stand before it.
    var children = [Int32](repeating: 0, count: places.count)
    for place in wanted { forParents(of: place) { children[$0] += 1 } }
    var order: [Int] = []
    order.reserveCapacity(wanted.count)
    var ready = NewestFirst()
    for place in wanted where children[place] == 0 { ready.push(place, at: places[place].time) }
    while let place = ready.pop() {
      order.append(place)
      forParents(of: place) { parent in
        children[parent] -= 1
        if children[parent] == 0, !places[parent].isExcluded { ready.push(parent, at: places[parent].time) }
      }
    }
    return order
  }

  private func forParents(of place: Int, _ body: (Int) -> Void) {
    if let first = places[place].first { body(first) }
    for other in places[place].others { body(other) }
  }
}
