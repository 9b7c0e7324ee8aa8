/// The generation numbers of commits: whoever reaches a commit has a higher one.
///
/// Commits that are newer than git's table are counted up from it. Without a table, and in a shallow clone, nothing is known.
struct Generations: Sendable {
  /// How many commits above the table are read before it is too old to help.
  private static let patience = 4096

  private let graph: CommitGraph?
  private var counted: [ObjectID: UInt32] = [:]
  private var reads = 0

  init(of repository: borrowing OpenedRepository) {
    graph = repository.boundary.isEmpty ? CommitGraph(objects: "\(repository.commonDirectory)/objects") : nil
  }

  /// There is a table.
  var isKnown: Bool { graph != nil }

  /// What the table says; nil for commits that are newer.
  func tabled(_ id: ObjectID) -> UInt32? { graph?.generation(of: id) }

  /// The generation of a commit; nil where it is not known.
  mutating func generation(of id: ObjectID, in repository: borrowing OpenedRepository) throws -> UInt32? {
    guard let graph else { return nil }
    var rest: [(id: ObjectID, parents: [ObjectID])] = []
    func known(_ id: ObjectID) -> UInt32? { counted[id] ?? graph.generation(of: id) }
    if let known = known(id) { return known }
    rest.append((id, try repository.reading(commit: id, \.parents)))
    while let last = rest.last {
      if let missing = last.parents.first(where: { known($0) == nil }) {
        reads += 1
        guard reads < Self.patience else { return nil }
        rest.append((missing, try repository.reading(commit: missing, \.parents)))
      } else {
        counted[last.id] = (last.parents.compactMap(known).max() ?? 0) + 1
        rest.removeLast()
      }
    }
    return counted[id]
  }
}
