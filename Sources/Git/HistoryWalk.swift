/// One walk over history, from a tip and away from what is excluded, each commit read once.
///
/// Both sides go by date, which orders and does not decide: clocks are wrong by days in real histories. When nothing but
/// the excluded side is left, it goes on until it can no longer meet the other; see ``isSettled(_:_:)``.
struct HistoryWalk {
  /// How many commits in a row, all older than what was found, say that no more is to be met; git has 5.
  ///
  /// It counts only while no clock was seen to be wrong, and where neither the shape of the history nor generation numbers
  /// tell.
  static let slack = 512

  /// A parent that is newer by more than this, in seconds, shows a wrong clock; real histories have some of days.
  private static let jump: Int64 = 7 * 86_400
  /// Before 1980, in seconds since 1970, a clock was not set.
  private static let dawn: Int64 = 315_532_800

  struct Place {
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
  private(set) var places: [Place] = []
  /// The commits at those places.
  private(set) var known = ObjectIndex()
  private(set) var queue = NewestFirst()
  private var openWanted = 0
  /// The parents of places that are not here.
  private var beyond: [Int: [ObjectID]] = [:]
  /// What is excluded without being here.
  private var missingExcluded: Set<ObjectID> = []
  private(set) var found: [Int] = []
  /// A clock was seen to be wrong, so that dates say nothing at all.
  private var isTimeless = false

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
    try paint(in: repository)
    let wanted = ordered()
    return CommitRange(commits: wanted.compactMap { places[$0].commit }, isCutOff: isCutOff(at: wanted))
  }

  private mutating func paint(in repository: borrowing OpenedRepository) throws {
    // A clone that ends somewhere is small, and its whole excluded side says more about where it ends.
    let isWhole = boundary.isEmpty
    var generations: Generations?
    // Looking costs as much as it can save, so it is done after longer and longer stretches.
    var (stretch, rest) = (32, 0)
    var older = 0
    var oldest = Int64.max
    while openWanted > 0 || isWhole || !queue.isEmpty {
      if openWanted == 0, isWhole {
        if rest == 0 {
          var table = generations ?? Generations(of: repository)
          if try isSettled(&table, in: repository) { return }
          generations = table
          (stretch, rest) = (2 * stretch, stretch)
        }
        rest -= 1
        if !isTimeless, older >= max(Self.slack, places.count / 4) {
          guard hasWantedRoot else { return }
          isTimeless = true
        }
      }
      guard let place = queue.pop() else { return }
      let time = places[place].time
      if !places[place].isExcluded {
        openWanted -= 1
        oldest = min(oldest, time)
        found.append(place)
      }
      try pass(place, in: repository)
      older = openWanted > 0 || time >= oldest ? 0 : older + 1
    }
  }

  /// A beginning of history is wanted although something is excluded: as a rule the two have met by then.
  private var hasWantedRoot: Bool {
    found.contains { !places[$0].isExcluded && places[$0].first == nil }
  }

  /// Goes on from a place to its parents.
  private mutating func pass(_ place: Int, in repository: borrowing OpenedRepository) throws {
    places[place].isOpen = false
    let isExcluded = places[place].isExcluded
    let parents = places[place].parents
    places[place].parents = []
    for (index, parent) in parents.enumerated() {
      let above = try visit(parent, isExcluded: isExcluded, in: repository)
      if places[above].time - places[place].time > Self.jump { isTimeless = true }
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
    let index = known.append(id)
    if place.time < Self.dawn { isTimeless = true }
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

  func forParents(of place: Int, _ body: (Int) -> Void) {
    if let first = places[place].first { body(first) }
    for other in places[place].others { body(other) }
  }
}
