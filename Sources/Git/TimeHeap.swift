/// Commits waiting for their turn in a walk, the newest first.
struct TimeHeap {
  private var items: [(id: ObjectID, time: Int64)] = []

  mutating func push(_ id: ObjectID, _ time: Int64) {
    items.append((id, time))
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard items[parent].time < items[child].time else { return }
      items.swapAt(parent, child)
      child = parent
    }
  }

  mutating func pop() -> ObjectID? {
    guard let top = items.first else { return nil }
    let last = items.removeLast()
    guard !items.isEmpty else { return top.id }
    items[0] = last
    var parent = 0
    while true {
      var largest = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < items.count {
        if items[largest].time < items[child].time { largest = child }
      }
      guard largest != parent else { return top.id }
      items.swapAt(parent, largest)
      parent = largest
    }
  }
}
