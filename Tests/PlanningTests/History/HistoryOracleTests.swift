import Git
import SemanticVersioning
import TestSupport
import Testing

@testable import Planning

/// What git and `sort -V` say of the same histories, on random ones with merges, several branches and wrong clocks.
@Suite struct HistoryOracleTests {
  /// A history of a few hundred commits; every tag is lightweight or annotated by chance.
  private static func history(_ random: inout SplitMix) -> (stream: ImportStream, tags: [String]) {
    var stream = ImportStream()
    var tips = [stream.commit("chore: start", at: 1_600_000_000)]
    var marks = tips
    for number in 1...Int.random(in: 40...160, using: &random) {
      let branch = Int.random(in: 0..<min(4, tips.count + 1), using: &random)
      let subject = ["feat: x", "fix: y", "docs: z", "perf: p", "Merge it"].randomElement(using: &random) ?? "fix: y"
      let skew = Int.random(in: 0..<20, using: &random) == 0 ? Int.random(in: -3...3, using: &random) * 86_400 : 0
      let time = 1_600_000_000 + number * 3_600 + skew
      if branch == tips.count {
        let from = marks.randomElement(using: &random) ?? tips[0]
        tips.append(stream.commit(subject, on: "b\(branch)", after: [from], at: time))
      } else {
        var parents = [tips[branch]]
        if let other = tips.randomElement(using: &random), other != parents[0],
          Int.random(in: 0..<6, using: &random) == 0
        {
          parents.append(other)
        }
        tips[branch] = stream.commit(subject, on: branch == 0 ? "main" : "b\(branch)", after: parents, at: time)
      }
      marks.append(tips[min(branch, tips.count - 1)])
    }
    var tags: [String] = []
    for _ in 0..<Int.random(in: 1...25, using: &random) {
      let numbers = (0..<3).map { _ in "\(Int.random(in: 0...12, using: &random))" }.joined(separator: ".")
      let tail = ["", "", "", "-rc.1", "-rc2", "-beta.1"].randomElement(using: &random) ?? ""
      let tag = "v\(numbers)\(tail)"
      guard !tags.contains(tag) else { continue }
      tags.append(tag)
      stream.tag(tag, at: marks.randomElement(using: &random) ?? 1, isAnnotated: Bool.random(using: &random))
    }
    return (stream, tags)
  }

  /// The highest of the tags as `sort -V` has it, finals only.
  private static func highest(_ tags: String, in repository: GeneratedRepository) async throws -> String? {
    let finals = tags.split(separator: "\n").filter { !$0.contains("-") }.joined(separator: "\n")
    guard !finals.isEmpty else { return nil }
    return try await repository.shell("sort -V | tail -1", reading: finals + "\n")
  }

  @Test("base and range are those of git and sort", arguments: 1...12)
  func agrees(seed: UInt64) async throws {
    var random = SplitMix(seed: seed)
    let (stream, _) = Self.history(&random)
    let repository = try await GeneratedRepository("oracle", stream)
    if Bool.random(using: &random) { try await repository.git("pack-refs", "--all") }
    let all = try await Self.highest(repository.git("tag"), in: repository)
    let merged = try await Self.highest(repository.git("tag", "--merged", "HEAD"), in: repository)
    let trunk = try repository.history(.trunk)
    #expect(trunk.base?.tag == all)
    try await expectRange(of: trunk, in: repository)
    let maintained = try repository.history(.maintenance)
    if maintained.base?.tag != merged {
      // Above what HEAD reaches may be a release whose first parent it reaches, and that is on no branch.
      let tag = try #require(maintained.base?.tag)
      #expect(try await repository.git("branch", "--contains", tag).isEmpty, "\(tag) is not \(merged ?? "none")")
    }
    try await expectRange(of: maintained, in: repository)
  }

  private func expectRange(of history: VersionHistory, in repository: GeneratedRepository) async throws {
    func reached(from revision: String) async throws -> Set<String> {
      Set(try await repository.git("rev-list", revision).split(separator: "\n").map(String.init))
    }
    // Not `rev-list base..HEAD`: where clocks are wrong git's own answer has commits too many.
    var truth = try await reached(from: "HEAD")
    if let base = history.base { truth.subtract(try await reached(from: "\(base.commit)")) }
    #expect(Set(history.commits.map(\.id.description)) == truth, "since \(history.base?.tag ?? "the beginning")")
    #expect(history.commits.count == truth.count)
  }

  @Test("next is above the base, no tag has it, and the order of the tags changes nothing", arguments: 1...6)
  func properties(seed: UInt64) async throws {
    var random = SplitMix(seed: seed &+ 100)
    let (stream, tags) = Self.history(&random)
    let repository = try await GeneratedRepository("oracle-next", stream)
    var shuffled = stream
    // The same tags again in another order: what they are stored as does not matter either.
    for tag in tags.shuffled(using: &random).prefix(5) { shuffled.tag("other/\(tag)", at: 1) }
    let other = try await GeneratedRepository("oracle-shuffled", shuffled)
    for tag in tags.shuffled(using: &random) {
      let commit = try await other.git("rev-parse", "refs/tags/\(tag)^{commit}")
      try await other.git("update-ref", "-d", "refs/tags/\(tag)")
      try await other.git("update-ref", "refs/tags/\(tag)", commit)
    }
    for series in BranchRule.Series.allCases {
      #expect(try other.answer(series) == repository.answer(series))
      for channel in [nil, Channel.rc, .alpha] {
        let history = try repository.history(series)
        for bump in [NextVersion.RequestedBump.auto, .exactly(.patch)] {
          guard let next = try? history.next(bump, pre: channel, spelling: nil).version else { continue }
          #expect(!tags.contains("v\(next)"), "\(series) \(bump)")
          if let base = history.base { #expect(base.version.precedence < next.precedence, "\(series) \(bump)") }
        }
      }
    }
  }
}
