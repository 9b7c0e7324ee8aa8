import ExternalTools
import FoundationEssentials
import TestSupport
import Testing

@testable import Git

/// Git's table of commits: it speeds up, and no damage to it changes an answer.
@Suite struct CommitGraphTests {
  /// main of 30 commits with merges of three, and a side line of 20 that is not merged.
  private static let history: ImportStream = {
    var stream = ImportStream()
    var last = stream.line(["chore: 1", "fix: 2"])
    for number in 3...12 {
      let one = stream.commit("fix: a\(number)", on: "one", after: [last], at: 1_700_000_000 + number * 100)
      let two = stream.commit("fix: b\(number)", on: "two", after: [last], at: 1_700_000_000 + number * 100)
      last = stream.commit("Merge", after: [last, one, two], at: 1_700_000_050 + number * 100)
    }
    stream.line((1...20).map { "fix: s\($0)" }, on: "side", after: 5, at: 1_700_001_000)
    return stream
  }()

  private func generations(_ repository: GeneratedRepository) async throws -> [ObjectID: UInt32] {
    var parents: [ObjectID: [ObjectID]] = [:]
    for line in try await repository.git("rev-list", "--parents", "--all").split(separator: "\n") {
      let ids = try line.split(separator: " ").map { try ObjectID(parsing: $0) }
      parents[ids[0]] = Array(ids.dropFirst())
    }
    var known: [ObjectID: UInt32] = [:]
    func generation(_ id: ObjectID) -> UInt32 {
      if let known = known[id] { return known }
      let own = (parents[id] ?? []).map(generation).max() ?? 0
      known[id] = own + 1
      return own + 1
    }
    for id in parents.keys { _ = generation(id) }
    return known
  }

  @Test(
    "one file and a chain of several say what the parents say",
    arguments: [
      ["commit-graph write --reachable"],
      [
        "commit-graph write --reachable --split", "commit -q --allow-empty -m x",
        "commit-graph write --reachable --split=no-merge",
      ],
    ])
  func table(lines: [String]) async throws {
    let repository = try await GeneratedRepository("graph-table", Self.history)
    for line in lines { try await repository.git(line.split(separator: " ").map(String.init)) }
    let graph = try #require(CommitGraph(objects: "\(repository.path)/.git/objects"))
    for (id, generation) in try await generations(repository) {
      #expect(graph.generation(of: id) == generation, "\(id)")
    }
    #expect(graph.generation(of: .nothing) == nil)
  }

  @Test("commits that are newer than the table are counted up from it")
  func newer() async throws {
    let repository = try await GeneratedRepository("graph-newer", Self.history)
    try await repository.git("commit-graph", "write", "--reachable")
    for number in 1...5 { try await repository.git("commit", "-q", "--allow-empty", "-m", "fix: n\(number)") }
    let opened = try Repository(at: repository.path)
    let tip = try #require(try opened.head().commit)
    let truth = try await generations(repository)[tip]
    let own = try opened.locked { opened in
      var generations = Generations(of: opened)
      return (generations.tabled(tip), try generations.generation(of: tip, in: opened))
    }
    #expect(own.0 == nil)
    #expect(own.1 == truth)
  }

  @Test("whatever byte of the table is wrong, or missing, ancestry and ranges stay what they are", arguments: 1...12)
  func damaged(seed: UInt64) async throws {
    let repository = try await GeneratedRepository("graph-damaged", Self.history)
    let (main, side) = (
      try ObjectID(parsing: try await repository.git("rev-parse", "main")),
      try ObjectID(parsing: try await repository.git("rev-parse", "side"))
    )
    let ids = try await repository.git("rev-list", "--all").split(separator: "\n").map { try ObjectID(parsing: $0) }
    let reached = Set(try await repository.git("rev-list", "main").split(separator: "\n").map(String.init))
    let above = try await repository.git("rev-list", "--count", "main..side")
    try await repository.git("commit-graph", "write", "--reachable")
    let file = URL(filePath: "\(repository.path)/.git/objects/info/commit-graph")
    let whole = [UInt8](try Data(contentsOf: file))
    var random = SplitMix(seed: seed)
    for _ in 0..<12 {
      var bytes = whole
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
      case 1:
        let start = Int.random(in: 0..<bytes.count, using: &random)
        for index in start..<min(bytes.count, start + 200) { bytes[index] = UInt8.random(in: 0...255, using: &random) }
      default:
        for _ in 0..<Int.random(in: 1...40, using: &random) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
      }
      try? FileManager.default.removeItem(at: file)
      try Data(bytes).write(to: file)
      let opened = try Repository(at: repository.path)
      let ancestry = try Ancestry(of: main, in: opened)
      for id in ids { #expect(try ancestry.contains(id) == reached.contains(id.description), "\(id)") }
      #expect(try "\(opened.commits(from: side, excluding: [main]).commits.count)" == above)
    }
  }

  @Test("a shallow clone's table is not asked, as git has it")
  func shallow() async throws {
    let repository = try await GeneratedRepository("graph-shallow", Self.history)
    try await repository.git("commit-graph", "write", "--reachable")
    let copy = try await repository.cloned("copy", "--depth", "3")
    let (from, to) = (repository.path, copy.path)
    try FileManager.default.createDirectory(atPath: "\(to)/.git/objects/info", withIntermediateDirectories: true)
    let place = ["\(from)/.git", from].first {
      FileManager.default.fileExists(atPath: "\($0)/objects/info/commit-graph")
    }
    try FileManager.default.copyItem(
      atPath: "\(try #require(place))/objects/info/commit-graph", toPath: "\(to)/.git/objects/info/commit-graph")
    _ = try #require(CommitGraph(objects: "\(to)/.git/objects"))
    #expect(try Repository(at: copy.path).locked { Generations(of: $0).isKnown } == false)
  }

  @Test("with generation numbers a miss reads what lies above, and without them everything")
  func reads() async throws {
    var stream = ImportStream()
    let fork = stream.line((1...390).map { "fix: \($0)" })
    stream.line((1...10).map { "fix: m\($0)" }, after: fork, at: 1_700_100_000)
    stream.line(["fix: s"], on: "side", after: fork, at: 1_700_200_000)
    let repository = try await GeneratedRepository("graph-reads", stream)
    let main = try ObjectID(parsing: try await repository.git("rev-parse", "main"))
    let side = try ObjectID(parsing: try await repository.git("rev-parse", "side"))
    func reads() throws -> Int {
      let ancestry = try Ancestry(of: main, in: Repository(at: repository.path))
      #expect(try !ancestry.contains(side))
      return ancestry.readCount
    }
    #expect(try reads() == 400)
    try await repository.git("commit-graph", "write", "--reachable")
    #expect(try reads() <= 12)
  }
}
