import ExternalTools

/// Git's own table of commits and their generation numbers, from one file or a chain of them.
///
/// It speeds up and decides nothing: a generation counts only where it is one above the highest of the commit's parents, as
/// the table itself has them, and whatever cannot be read is not there.
final class CommitGraph: Sendable {
  /// Beyond this the number was cut off and means nothing.
  private static let longest: UInt32 = 0x3FFF_FFFF

  /// From the oldest to the newest, as positions count through all of them.
  private let layers: [CommitGraphLayer]

  /// The table of an object store; nil where there is none that can be read.
  init?(objects: String) {
    let info = "\(objects)/info"
    if let single = CommitGraphLayer("\(info)/commit-graph", first: 0) {
      layers = [single]
      return
    }
    var layers: [CommitGraphLayer] = []
    let names = SystemFile.text("\(info)/commit-graphs/commit-graph-chain") ?? ""
    for name in names.split(whereSeparator: \.isNewline) {
      let first = layers.last.map { $0.first + $0.count } ?? 0
      // A name is a hash; with a layer missing all above it count from the wrong place.
      guard (try? ObjectID(parsing: name)) != nil,
        let layer = CommitGraphLayer("\(info)/commit-graphs/graph-\(name).graph", first: first)
      else { return nil }
      layers.append(layer)
    }
    guard !layers.isEmpty else { return nil }
    self.layers = layers
  }

  /// How many commits the longest way down from a commit has, itself included; nil where that is not known.
  func generation(of id: ObjectID) -> UInt32? {
    for layer in layers.reversed() {
      guard let row = layer.row(of: id) else { continue }
      return checkedGeneration(row, in: layer)
    }
    return nil
  }

  private func checkedGeneration(_ row: Int, in layer: CommitGraphLayer) -> UInt32? {
    let generation = layer.generation(of: row)
    guard generation > 0, generation < Self.longest, let parents = layer.parents(of: row) else { return nil }
    var highest: UInt32 = 0
    for parent in parents {
      guard let below = self.generation(at: Int(parent)), below > 0 else { return nil }
      highest = max(highest, below)
    }
    return generation == highest + 1 ? generation : nil
  }

  private func generation(at position: Int) -> UInt32? {
    guard let layer = layers.last(where: { $0.first <= position }), position - layer.first < layer.count else {
      return nil
    }
    return layer.generation(of: position - layer.first)
  }
}
