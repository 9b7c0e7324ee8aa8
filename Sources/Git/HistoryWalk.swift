/// One walk over history that reads parents and times only.
///
/// Times order the walk and never decide: clocks differ, and a parent may be newer than its child.
struct HistoryWalk {
  /// How many commits are looked at after the last one that could still change the answer, for clocks that differ.
  private static let slop = 2_000

  private let repository: Repository
  private let boundary: Set<ObjectID>
  private var links: [ObjectID: CommitLinks] = [:]
  /// The boundary of a shallow clone is among what was found, so that there may be more.
  private(set) var isCutOff = false

  init(_ repository: Repository) {
    self.repository = repository
    boundary = repository.boundary
  }

  /// What `tip` reaches and `excluding` does not, each commit before its parents, the newest first.
  mutating func range(from tip: ObjectID, excluding: [ObjectID]) throws -> [ObjectID] {
    var isHidden: [ObjectID: Bool] = [tip: false]
    var hadTurn: Set<ObjectID> = []
    var heap = TimeHeap()
    var waiting = 1
    heap.push(tip, try time(tip))
    for id in excluding {
      if id == tip { waiting = 0 }
      isHidden[id] = true
      heap.push(id, try time(id))
    }
    var rest = Self.slop
    while let id = heap.pop(), rest > 0 {
      let hides = isHidden[id] == true
      guard hadTurn.insert(id).inserted else { continue }
      if !hides { waiting -= 1 }
      // Once nothing wanted waits, only a hidden commit with a wrong clock could still take something away.
      if waiting <= 0 { rest -= 1 }
      guard !boundary.contains(id) else { continue }
      for parent in try read(id).parents {
        if isHidden[parent] == nil {
          isHidden[parent] = hides
          if !hides { waiting += 1 }
          heap.push(parent, try time(parent))
        } else if hides, isHidden[parent] == false {
          waiting -= hide(parent, in: &isHidden, besides: hadTurn)
        }
      }
    }
    let found = isHidden.filter { !$0.value }.map(\.key)
    isCutOff = found.contains(where: boundary.contains)
    return try ordered(found)
  }

  /// Hides a commit that was wanted so far, and what it passed that on to; gives how many of them still wait.
  private func hide(_ id: ObjectID, in isHidden: inout [ObjectID: Bool], besides hadTurn: Set<ObjectID>) -> Int {
    var waiting = 0
    var open = [id]
    isHidden[id] = true
    while let next = open.popLast() {
      guard hadTurn.contains(next) else {
        waiting += 1
        continue
      }
      guard let known = links[next], !boundary.contains(next) else { continue }
      for parent in known.parents where isHidden[parent] == false {
        isHidden[parent] = true
        open.append(parent)
      }
    }
    return waiting
  }

  /// Commits with each before its parents, among those that may come the newest first.
  private mutating func ordered(_ ids: [ObjectID]) throws -> [ObjectID] {
    let members = Set(ids)
    var children: [ObjectID: Int] = [:]
    for id in ids where !boundary.contains(id) {
      for parent in try read(id).parents where members.contains(parent) { children[parent, default: 0] += 1 }
    }
    var heap = TimeHeap()
    for id in ids where children[id] == nil { heap.push(id, try time(id)) }
    var order: [ObjectID] = []
    while let id = heap.pop() {
      order.append(id)
      guard !boundary.contains(id) else { continue }
      for parent in try read(id).parents where members.contains(parent) {
        children[parent, default: 0] -= 1
        if children[parent] == 0 { heap.push(parent, try time(parent)) }
      }
    }
    return order
  }

  /// Whether a walk from one commit comes to another; only a walk to the end says no.
  mutating func reaches(_ ancestor: ObjectID, from descendant: ObjectID) throws -> Bool {
    var seen: Set<ObjectID> = [descendant]
    var heap = TimeHeap()
    heap.push(descendant, try time(descendant))
    while let id = heap.pop() {
      if id == ancestor { return true }
      guard !boundary.contains(id) else { continue }
      for parent in try read(id).parents where seen.insert(parent).inserted { heap.push(parent, try time(parent)) }
    }
    return false
  }

  private mutating func time(_ id: ObjectID) throws -> Int64 { try read(id).time }

  private mutating func read(_ id: ObjectID) throws -> CommitLinks {
    if let known = links[id] { return known }
    let read = try CommitLinks(of: id, in: repository)
    links[id] = read
    return read
  }
}
