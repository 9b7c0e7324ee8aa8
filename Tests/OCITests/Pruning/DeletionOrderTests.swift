import Testing

@testable import OCI

@Suite struct DeletionOrderTests {
  private func digest(_ name: String) -> Digest { Digest.sha256(of: Array(name.utf8)) }

  @Test("every document comes before all that it names, however deep they are")
  func parentsFirst() {
    // `c` is named by the top and, one level further down, once more.
    let edges = ["top": ["b", "c"], "b": ["c", "d"], "c": ["e"], "other": ["e"], "d": [], "e": ["outside"]]
    let children = Dictionary(uniqueKeysWithValues: edges.map { (digest($0), $1.map(digest)) })
    let order = DeletionOrder.parentsFirst(Set(children.keys)) { children[$0] ?? [] }
    #expect(Set(order) == Set(children.keys) && order.count == children.count)
    for (parent, below) in children {
      for child in below where children[child] != nil {
        #expect((order.firstIndex(of: parent) ?? .max) < (order.firstIndex(of: child) ?? .max))
      }
    }
  }
}
