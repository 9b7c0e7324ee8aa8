import ExternalTools
import Git
import TestSupport
import Testing

/// Ranges in histories whose clocks were wrong for long, where walks that trust dates find too much.
@Suite struct HistoryWalkTests {
  private static let start = 1_700_000_000
  private static let day = 86_400

  private func range(_ base: String, _ repository: GeneratedRepository) async throws -> (
    found: [String], truth: [String]
  ) {
    func reached(_ revision: String) async throws -> Set<String> {
      Set(try await repository.git("rev-list", revision).split(separator: "\n").map(String.init))
    }
    let truth = try await reached("main").subtracting(try await reached(base))
    let opened = try Repository(at: repository.path)
    let tip = try ObjectID(parsing: try await repository.git("rev-parse", "main"))
    let excluded = try ObjectID(parsing: try await repository.git("rev-parse", base))
    let found = try opened.commits(from: tip, excluding: [excluded]).commits.map(\.id.description)
    #expect(Set(found).count == found.count)
    return (found.sorted(), truth.sorted())
  }

  /// A line; then commits whose clocks are off by `skew` seconds, then the base, and a side line from before, merged after.
  private func skewed(_ count: Int, by skew: Int) -> ImportStream {
    var stream = ImportStream()
    let old = stream.line((1...40).map { "fix: old \($0)" }, at: Self.start)
    var last = old
    for number in 1...count {
      last = stream.commit("fix: skewed \(number)", after: [last], at: Self.start + 10_000 + number + skew)
    }
    let base = stream.commit("feat: base", after: [last], at: Self.start + 90_000)
    let side = stream.commit("fix: side", on: "side", after: [old], at: Self.start + 90_060)
    stream.commit("Merge branch 'side'", after: [base, side], at: Self.start + 90_120)
    stream.tag("v1.0.0", at: base)
    return stream
  }

  @Test(
    "a clock that was wrong over many commits in a row widens no range, with a commit-graph or without",
    arguments: [(65, -400), (100, -19_000), (400, -400), (3000, -19_000), (200, 400)], [false, true])
  func inARow(skew: (count: Int, days: Int), hasGraph: Bool) async throws {
    let repository = try await GeneratedRepository("walk-skew", skewed(skew.count, by: skew.days * Self.day))
    if hasGraph { try await repository.git("commit-graph", "write", "--reachable") }
    let (found, truth) = try await range("v1.0.0", repository)
    #expect(truth.count == 2)
    #expect(found == truth)
  }

  @Test("random histories with clocks that are wrong by years agree with git's whole ancestries", arguments: 1...25)
  func random(seed: UInt64) async throws {
    var random = SplitMix(seed: seed)
    var stream = ImportStream()
    var marks = [stream.commit("chore: start", at: Self.start)]
    var offset = 0
    for number in 1...Int.random(in: 60...400, using: &random) {
      if Int.random(in: 0..<40, using: &random) == 0 { offset = Int.random(in: -900...900, using: &random) * Self.day }
      if Int.random(in: 0..<60, using: &random) == 0 { offset = 0 }
      let recent = marks.suffix(Int.random(in: 1...60, using: &random))
      var parents = [marks[marks.count - 1]]
      if let other = recent.randomElement(using: &random), other != parents[0] {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: parents.append(other)
        case 1: parents = [other]
        default: break
        }
      }
      let isRoot = Int.random(in: 0..<150, using: &random) == 0
      marks.append(
        stream.commit(
          "fix: \(number)", on: "b\(number)", after: isRoot ? [] : parents, at: Self.start + number * 600 + offset))
    }
    let tip = marks[marks.count - 1]
    stream.commit("feat: tip", after: [tip, marks[marks.count / 2]], at: Self.start + 900_000)
    for number in 0..<4 { stream.tag("t\(number)", at: marks.randomElement(using: &random) ?? 1) }
    let repository = try await GeneratedRepository("walk-random", stream)
    for hasGraph in [false, true] {
      if hasGraph { try await repository.git("commit-graph", "write", "--reachable") }
      for number in 0..<4 {
        let (found, truth) = try await range("t\(number)", repository)
        #expect(found == truth, "t\(number) \(hasGraph)")
      }
    }
  }

  @Test("a merged history of its own beginning is found whole, and what is below the base is not")
  func unrelated() async throws {
    var stream = ImportStream()
    let base = stream.line((1...300).map { "fix: \($0)" })
    let other = stream.line(["feat: o1", "feat: o2"], on: "other", at: Self.start - 50 * Self.day)
    stream.commit("Merge other", after: [base, other], at: Self.start + 60 * 400)
    stream.tag("v1.0.0", at: base)
    let (found, truth) = try await range("v1.0.0", GeneratedRepository("walk-unrelated", stream))
    #expect(found == truth)
    #expect(truth.count == 3)
  }
}
