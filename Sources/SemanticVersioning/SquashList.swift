/// The list of commits that a forge writes into the message of a squash, oldest first.
struct SquashList {
  private struct Item {
    var header: ConventionalHeader?
    /// The item of the list that this one reverts.
    var target: Int?
  }

  private var items: [Item] = []
  /// Where the last item of a subject stands.
  private var latest: [String: Int] = [:]

  /// Adds a line; false where it is no commit's title.
  @discardableResult
  mutating func append(_ line: MessageLine) -> Bool {
    let header = ConventionalHeader(line)
    let reverted = MessageScan.revertedSubject(line)
    guard header != nil || reverted != nil else {
      // A plain title asks for nothing, but a later line may take it back.
      latest[line.text] = items.count
      items.append(Item())
      return false
    }
    let target = reverted.flatMap { latest[$0] }
    latest[line.text] = items.count
    items.append(Item(header: target == nil ? header ?? reverted.map(ConventionalHeader.revert) : nil, target: target))
    return true
  }

  /// The Conventional Commits that stand: a revert that is itself reverted takes nothing back.
  var headers: [ConventionalHeader] {
    var isReverted = Array(repeating: false, count: items.count)
    for index in items.indices.reversed() where !isReverted[index] {
      if let target = items[index].target { isReverted[target] = true }
    }
    return zip(items, isReverted).compactMap { item, isReverted in isReverted ? nil : item.header }
  }
}
