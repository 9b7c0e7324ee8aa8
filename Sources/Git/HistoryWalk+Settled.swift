extension HistoryWalk {
  /// Whether nothing that waits on the excluded side can reach anything that is wanted, whatever the clocks say.
  ///
  /// What waits is below a wanted commit as well, and then not above it; or its generation is not higher. It is enough to
  /// ask that of the lowest wanted commits: whatever one of them reaches, those above it reach too.
  func isSettled(_ generations: inout Generations, in repository: borrowing OpenedRepository) throws -> Bool {
    let wanted = found.filter { !places[$0].isExcluded }
    guard !wanted.isEmpty else { return true }
    let lowest = wanted.filter { place in
      guard let first = places[place].first else { return true }
      return places[first].isExcluded && places[place].others.allSatisfy { places[$0].isExcluded }
    }
    var waiting = Array(queue.waiting)
    guard !waiting.isEmpty else { return true }
    if generations.isKnown, let least = try leastGeneration(of: lowest, &generations, in: repository) {
      waiting.removeAll { generations.tabled(known.ids[$0]).map { $0 <= least } ?? false }
      guard !waiting.isEmpty else { return true }
    }
    guard lowest.allSatisfy({ places[$0].first != nil }) else { return false }
    for start in stride(from: 0, to: lowest.count, by: UInt64.bitWidth) {
      guard reach(from: lowest[start..<min(start + UInt64.bitWidth, lowest.count)], all: waiting) else { return false }
    }
    return true
  }

  /// The lowest generation among some commits; nil where one of them is not known.
  private func leastGeneration(
    of lowest: [Int], _ generations: inout Generations, in repository: borrowing OpenedRepository
  ) throws -> UInt32? {
    var least = UInt32.max
    for place in lowest {
      guard let own = try generations.generation(of: known.ids[place], in: repository) else { return nil }
      least = min(least, own)
    }
    return least
  }

  /// Whether each of up to 64 places reaches each of others, over what was read so far.
  private func reach(from starts: ArraySlice<Int>, all others: [Int]) -> Bool {
    var reaching = [UInt64](repeating: 0, count: places.count)
    var rest: [Int] = []
    for (bit, place) in starts.enumerated() {
      reaching[place] |= 1 << UInt64(bit)
      rest.append(place)
    }
    while let place = rest.popLast() {
      let bits = reaching[place]
      forParents(of: place) { parent in
        guard bits & ~reaching[parent] != 0 else { return }
        reaching[parent] |= bits
        rest.append(parent)
      }
    }
    let full = starts.count == UInt64.bitWidth ? UInt64.max : (1 << UInt64(starts.count)) - 1
    return others.allSatisfy { reaching[$0] == full }
  }
}
