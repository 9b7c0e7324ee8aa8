/// Objects in the order in which they were met, each once and found by its id.
///
/// It does what a dictionary from ids to places would. The first dictionary of a type of ours makes the runtime look
/// through every conformance of the program, which takes longer than a hundred commits do.
struct ObjectIndex {
  /// The ids, in order.
  private(set) var ids: [ObjectID] = []
  /// One more than the place of an id that belongs here or a little before, 0 for none; as many as a power of two.
  private var slots = [Int32](repeating: 0, count: 256)

  /// The place of an object; nil where it was not met.
  subscript(id: ObjectID) -> Int? {
    let place = Int(slots[slot(of: id)]) - 1
    return place < 0 ? nil : place
  }

  /// Adds an object that was not met before; its place.
  mutating func append(_ id: ObjectID) -> Int {
    if 2 * ids.count >= slots.count { grow() }
    ids.append(id)
    slots[slot(of: id)] = Int32(ids.count)
    return ids.count - 1
  }

  /// Where an object's place stands, or would.
  private func slot(of id: ObjectID) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: id.leading) & mask
    while slots[slot] != 0, ids[Int(slots[slot]) - 1] != id { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: 4 * slots.count)
    for (place, id) in ids.enumerated() { slots[slot(of: id)] = Int32(place + 1) }
  }
}
