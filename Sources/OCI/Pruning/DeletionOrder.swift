/// The order in which documents are deleted: nothing that is still there lacks what it names.
///
/// A deletion that was cut short then leaves nothing that a later upload could take for whole.
enum DeletionOrder {
  /// Documents with those above before those below them.
  static func parentsFirst(_ documents: Set<Digest>, children: (Digest) -> [Digest]) -> [Digest] {
    var parents: [Digest: Int] = [:]
    let below = Dictionary(
      uniqueKeysWithValues: documents.map { ($0, Set(children($0)).intersection(documents).subtracting([$0])) })
    for child in below.values.joined() { parents[child, default: 0] += 1 }
    var order: [Digest] = []
    var ready = documents.filter { parents[$0] == nil }.sorted()
    while let digest = ready.popLast() {
      order.append(digest)
      for child in (below[digest] ?? []).sorted() {
        parents[child, default: 0] -= 1
        if parents[child] == 0 { ready.append(child) }
      }
    }
    return order
  }
}
