/// Places of a walk that wait for their turn: the newest first, which only orders and never decides.
struct NewestFirst {
  private struct Item {
    var time: Int64
    var place: Int
  }

  private var items: [Item] = []

  /// The time of the next one; nil when none waits.
  var nextTime: Int64? { items.first?.time }

  /// None waits.
  var isEmpty: Bool { items.isEmpty }
  /// What waits, in no order.
  var waiting: some Sequence<Int> { items.lazy.map(\.place) }

  mutating func push(_ place: Int, at time: Int64) {
    items.append(Item(time: time, place: place))
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard precedes(child, parent) else { return }
      items.swapAt(parent, child)
      child = parent
    }
  }

  mutating func pop() -> Int? {
    guard let top = items.first else { return nil }
    let last = items.removeLast()
    guard !items.isEmpty else { return top.place }
    items[0] = last
    var parent = 0
    while true {
      var first = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < items.count && precedes(child, first) {
        first = child
      }
      guard first != parent else { return top.place }
      items.swapAt(parent, first)
      parent = first
    }
  }

  /// Commits of one second keep the order in which they were found.
  private func precedes(_ one: Int, _ other: Int) -> Bool {
    (items[other].time, items[one].place) < (items[one].time, items[other].place)
  }
}
