import TestSupport
import Testing

@testable import Git

@Suite struct ObjectIndexTests {
  @Test("what was added is found at its place, and nothing else, however many there are")
  func many() throws {
    var random = SplitMix(seed: 7)
    // A few beginnings, so that many ids belong to one slot.
    func id() throws -> ObjectID {
      let digits = (0..<24).map { _ in String(Int.random(in: 0...15, using: &random), radix: 16) }.joined()
      return try ObjectID(parsing: "0000000000000\(Int.random(in: 100...115, using: &random))\(digits)")
    }
    var index = ObjectIndex()
    var places: [ObjectID: Int] = [:]
    for _ in 0..<3_000 {
      let id = try id()
      #expect(index[id] == places[id])
      guard places[id] == nil else { continue }
      let place = index.append(id)
      #expect(place == places.count && index[id] == place)
      places[id] = place
    }
    #expect(index.ids.count == places.count)
    #expect(places.allSatisfy { index[$0.key] == $0.value && index.ids[$0.value] == $0.key })
    #expect(index[.nothing] == nil)
  }
}
