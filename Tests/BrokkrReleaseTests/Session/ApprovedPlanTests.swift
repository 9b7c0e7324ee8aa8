import FoundationEssentials
import Refusals
import ReleaseEngine
import TestSupport
import Testing

@testable import BrokkrRelease
@testable import Planning

@Suite("A plan that was approved binds what is published")
struct ApprovedPlanTests {
  /// A change of something, and what is said of it.
  struct Edit<Value>: Sendable {
    var word: String
    var apply: @Sendable (inout Value) throws -> Void

    init(_ word: String, _ apply: @escaping @Sendable (inout Value) throws -> Void) {
      (self.word, self.apply) = (word, apply)
    }
  }

  private static func entry(_ slot: String, _ kind: String, _ role: Role, _ after: String) -> ChangeEntry {
    ChangeEntry(
      SlotChange(
        SlotName(SlotKind(rawValue: kind), slot), role, from: nil, to: HeldValue(after), reversal: .exact,
        state: .pending))
  }

  /// A plan as it is before the commit and the tag object are made.
  private static func plan() throws -> ReleasePlan {
    var plan = ReleasePlan(
      version: "1.2.0", tag: "v1.2.0", commit: nil, head: "h1", tree: "t1", hash: "ab12", cells: [],
      changes: [
        entry("git:refs/tags/v1.2.0", "git.ref", .tag, "t1"),
        entry("oci:r/a:1.2.0", "oci.tag", .images, "sha256:1"),
        entry("oci:r/a:latest", "oci.tag", .floating, "sha256:1"),
      ], warnings: [])
    plan.afters = ["git:refs/tags/v1.2.0": "unbuilt", "oci:r/a:1.2.0": "sha256:1", "oci:r/a:latest": "sha256:1"]
    return plan
  }

  /// The plan as it is when it is published: the tag object is made.
  private static func later(_ change: (inout ReleasePlan) throws -> Void = { _ in }) throws -> ReleasePlan {
    var plan = try plan()
    plan.changes[0].after = "object"
    plan.afters["git:refs/tags/v1.2.0"] = "object"
    try change(&plan)
    return plan
  }

  /// Writes a plan as `plan --out` does, and reads it after an edit; with `isSealed` the edit has a fitting seal.
  private func read(
    _ edit: (inout [String: JSONValue]) throws -> Void = { _ in }, isSealed: Bool = false
  ) throws -> ApprovedPlan {
    let scratch = try ScratchDirectory("approved")
    guard case .object(var members) = try PlanJSON.value(Self.plan()) else { throw CancellationError() }
    try edit(&members)
    if isSealed { members["seal"] = .string(PlanJSON.seal(of: .object(members))) }
    let path = "\(scratch.path)/plan.json"
    try PlanJSON.write(.object(members), to: path)
    return try ApprovedPlan(reading: path)
  }

  @Test("the same plan is published, and less of it when a higher release took a floating tag meanwhile")
  func same() throws {
    let approved = try read()
    try approved.check(Self.later())
    try approved.check(Self.later { $0.changes.removeLast() })
  }

  @Test(
    "anything else is not",
    arguments: [
      Edit("the version") { $0.version = "1.2.1" }, Edit("the tag") { $0.tag = "agent/v1.2.0" },
      Edit("the commit") { $0.head = "h2" }, Edit("the tree") { $0.tree = "t2" }, Edit("plan is") { $0.hash = "cd34" },
      Edit("oci:r/b:1.2.0") { $0.changes.append(Self.entry("oci:r/b:1.2.0", "oci.tag", .images, "sha256:1")) },
      Edit("oci:r/a:1.2.0 would get sha256:2") { $0.afters["oci:r/a:1.2.0"] = "sha256:2" },
      Edit("oci:r/a:latest is no slot") { $0.afters["oci:r/a:latest"] = nil },
    ] as [Edit<ReleasePlan>])
  func other(edit: Edit<ReleasePlan>) throws {
    let approved = try read()
    let refusal = try #require(throws: Refusal.self) { try approved.check(Self.later(edit.apply)) }
    #expect(refusal.code == .approvalMissing)
    #expect(refusal.why.contains(edit.word), "\(refusal)")
  }

  @Test(
    "a file that was changed after it was written approves nothing, whatever its hash says",
    arguments: [
      Edit("tag") { $0["tag"] = "v1.2.1" }, Edit("head") { $0["head"] = "h2" }, Edit("lines") { $0["changes"] = [] },
      Edit("remarks") { $0["warnings"] = ["x"] }, Edit("no seal") { $0["seal"] = nil },
      Edit("no tree") { $0["tree"] = nil },
    ] as [Edit<[String: JSONValue]>])
  func edited(edit: Edit<[String: JSONValue]>) {
    #expect { try read(edit.apply) } throws: { ($0 as? Refusal)?.code == .approvalMissing }
  }

  @Test(
    "one that was sealed anew is compared line by line",
    arguments: [
      Edit("is not in the approved plan") { $0["changes"] = [] }, Edit("the tag is") { $0["tag"] = "v1.2.1" },
      Edit("oci:r/evil:1 is no slot") {
        $0["changes"] = [["slot": "oci:r/evil:1", "role": "images", "after": "sha256:1"]]
      },
    ] as [Edit<[String: JSONValue]>])
  func sealed(edit: Edit<[String: JSONValue]>) throws {
    let approved = try read(edit.apply, isSealed: true)
    let refusal = try #require(throws: Refusal.self) { try approved.check(Self.later()) }
    #expect(refusal.code == .approvalMissing)
    #expect(refusal.why.contains(edit.word), "\(refusal)")
  }

  @Test("a plan from before the build approves nothing, and no other file is a plan")
  func useless() throws {
    #expect { try read({ $0["complete"] = false }, isSealed: true) } throws: {
      ($0 as? Refusal)?.code == .approvalMissing
    }
    #expect { try read({ $0["plan_hash"] = nil }) } throws: { ($0 as? Refusal)?.code == .usage }
    #expect { try ApprovedPlan(reading: "/nowhere") } throws: { ($0 as? Refusal)?.code == .usage }
  }
}
