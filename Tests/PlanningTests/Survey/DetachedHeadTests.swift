import Git
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
}
