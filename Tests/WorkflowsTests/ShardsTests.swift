import Testing

@testable import Workflows

@Suite struct ShardsTests {
  @Test(
    "every cell is in one group, in order, and no group is too large",
    arguments: [0, 1, 255, 256, 257, 512, 513, 800, 1000])
  func groups(count: Int) {
    let shards = Shards.of(Array(0..<count))
    #expect(shards.flatMap { $0 } == Array(0..<count))
    #expect(shards.allSatisfy { (1...256).contains($0.count) })
    #expect(shards.count == Shards.count(count) && shards.count == (count + 255) / 256)
  }
}
