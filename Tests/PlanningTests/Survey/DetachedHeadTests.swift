import Git
import Refusals
import TestSupport
import Testing

@testable import Planning

@Suite("A commit without a branch")
struct DetachedHeadTests {
  private static let text = """
    images: { app: { repository: ghcr.io/acme/app } }
    branches:
      main: { series: trunk }
      release/*: { series: maintenance }
    """

  @Test("is released from the branch that ends with it, else from the only one that contains it")
  func found() async throws {
    let world = try await ReleaseWorld("detached-found")
    let first = try await world.head()
    let tip = try await world.commit(["a": "1"], "feat: three")
    let configuration = try configuration(Self.text)
    func branch(_ head: ObjectID, _ branches: [String: ObjectID]) throws -> DetachedHead {
      try DetachedHead(head, among: branches, configuration, in: try Repository(at: world.clone))
    }
    #expect(try branch(first, ["main": tip, "release/1.1": first]) == .branch("release/1.1"))
    #expect(try branch(tip, ["main": tip, "release/1.1": first]) == .branch("main"))
    #expect(try branch(first, ["main": tip]) == .branch("main"))
    #expect(try branch(first, ["main": first, "release/1.1": first]) == .ambiguous(["main", "release/1.1"]))
    #expect(try branch(first, ["main": tip, "release/1.1": tip]) == .ambiguous(["main", "release/1.1"]))
    // Branches without a rule are nobody's to release from, and a tip that is not here tells nothing.
    let absent = try ObjectID(parsing: String(repeating: "1", count: 40))
    #expect(try branch(tip, ["topic": tip]) == .none)
    #expect(try branch(first, ["main": absent]) == .none)
    #expect(try branch(first, ["main": tip, "topic": tip]) == .branch("main"))
  }

  /// main: v1.2.0 – v1.3.0; release/1.2: v1.2.0 – h1 – h2 – h3, tag `h1x` on h1.
  private static let history: ImportStream = {
    var stream = ImportStream()
    let base = stream.commit("feat: a")
    let last = stream.commit("feat: b", after: [base], at: 1_700_000_100)
    let hot = stream.line(["fix: h1", "fix: h2", "fix: h3"], on: "release/1.2", after: base, at: 1_700_000_200)
    stream.tag("v1.2.0", at: base)
    stream.tag("v1.3.0", at: last)
    stream.tag("h1x", at: hot - 2)
    return stream
  }()

  /// The branch that is found for what is checked out, or the code of the refusal.
  private func found(_ copy: GeneratedRepository) throws -> String {
    do {
      return try CheckedOut(in: Repository(at: copy.path), configuration(Self.text)).branch ?? "none"
    } catch let refusal as Refusal {
      return refusal.code.rawValue
    }
  }

  @Test(
    "is the whole clone's also in a clone of a part, or refused, and the line that is named brings it",
    arguments: [["--single-branch"], ["--depth", "2", "--no-single-branch"], ["--depth", "2"]])
  func partial(options: [String]) async throws {
    let origin = try await GeneratedRepository("detached-partial", Self.history)
    let copy = origin.beside("copy")
    try await origin.git(["clone", "-q"] + options + ["file://\(origin.path)", copy.path], in: origin.scratch.path)
    try await copy.git("fetch", "-q", "--tags")
    try await copy.git("checkout", "-q", "--detach", "origin/main")
    #expect(try found(copy) == "main")
    for (commit, branch) in [("h1x", "release/1.2"), ("v1.2.0", "ambiguous")] {
      let again = origin.beside("again-\(commit)")
      try await origin.shell("cp -r copy again-\(commit)")
      try await again.git("checkout", "-q", commit)
      #expect(try found(again) == "history-unsafe")
      let refusal = try #require(throws: Refusal.self) {
        try CheckedOut(in: Repository(at: again.path), configuration(Self.text))
      }
      let line = try #require(refusal.remedy.split(separator: "`").dropFirst().first)
      try await again.shell("cd again-\(commit); \(line)")
      #expect(try found(again) == branch)
    }
  }

  @Test("what a pull request would merge counts as the branch that it is for")
  func pullRequest() async throws {
    let origin = try await GeneratedRepository("detached-pull", Self.history)
    let copy = try await origin.cloned("copy")
    try await copy.git("checkout", "-q", "--detach", "origin/release/1.2")
    try await copy.git("commit", "-q", "--allow-empty", "-m", "Merge 1 into 2")
    #expect(try found(copy) == "release/1.2")
  }
}
