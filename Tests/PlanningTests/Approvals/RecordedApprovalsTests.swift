import ExternalTools
import FoundationEssentials
import Git
import Publishing
import Refusals
import ReleaseEngine
import TestSupport
import Testing

@testable import Planning

/// Records that say publishing, made up or not; the signatures are made by the real ssh-keygen.
@Suite("Signatures of what is resumed", .enabled(if: Programs.locate("ssh-keygen") != nil, "ssh-keygen is needed"))
struct RecordedApprovalsTests {
  private struct Scene {
    let world: ReleaseWorld
    let workspace: Workspace
    private var key: String { "\(world.scratch.path)/key" }

    init(_ name: String, approve: String) async throws {
      world = try await ReleaseWorld(name)
      let path = "\(world.scratch.path)/key"
      _ = try await Invocation("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path]).run()
      let line = try String(contentsOfFile: "\(path).pub", encoding: .utf8)
      try await world.commit(
        [
          ".brokkr-release.yml": "images: { app: { repository: ghcr.io/acme/app } }\napprove: \(approve)\n",
          ".github/allowed_signers": "alice@example.org \(line)",
        ], "chore: who may approve")
      try await world.git("push", "-q", "origin", "main")
      workspace = try world.workspace()
      var record = ReleaseWorld.record("1.2.0", .awaitingApproval, ordinal: 0)
      record.planHash = "plan"
      record.claims = [Claim(SlotName(GitReference("refs/tags/v1.2.0")), .tag, value: "1")]
      record.events = [RecordedEvent(at: "2026-01-01T00:00:00.000Z", what: "parked")]
      try await world.record([record])
    }

    /// Alice's signature of what waits, given on the second of January.
    func sign() async throws -> Approval {
      let snapshot = try await workspace.ledger.load()
      let record = try #require(snapshot.state.records["v1.2.0"])
      let statement = ApprovalStatement(
        record, repository: workspace.ledger.origin, ledger: snapshot.head?.identity ?? "", by: "alice@example.org",
        at: "2026-01-02T00:00:00.000Z")
      let text = try statement.text()
      let signature = try await workspace.repository.sshSignature(
        of: text, namespace: ApprovalStatement.namespace, key: key)
      return Approval(
        by: statement.by, at: statement.at, method: "signature", statement: text, signature: signature)
    }

    /// What a resumption of it would be told, as a clone elsewhere sees it; nil for nothing.
    func refused(
      _ approvals: [Approval], at: String, _ change: (inout Record) -> Void = { _ in }
    ) async throws -> Refusal? {
      let snapshot = try await workspace.ledger.load()
      var record = try #require(snapshot.state.records["v1.2.0"])
      (record.state, record.ordinal, record.operation) = (.publishing, 1, ReleaseEngine.Operation(.cut))
      record.approvals = approvals
      record.events.append(RecordedEvent(at: at, what: "publishing"))
      change(&record)
      do {
        try await RecordedApprovals.check(record, at: snapshot, in: workspace)
        return nil
      } catch let refusal as Refusal {
        #expect(refusal.code == .approvalMissing)
        return refusal
      }
    }
  }

  @Test("a record that says publishing is worth the signatures that it has, for its plan and its slots")
  func counted() async throws {
    let scene = try await Scene("recorded", approve: "{ by: signature, minimum: 1, valid-for: 7d }")
    let alice = try await scene.sign()
    let time = "2026-01-03T00:00:00.000Z"
    #expect(try await scene.refused([alice], at: time) == nil)
    #expect(try await scene.refused([], at: time)?.why == "0 of 1 approvals are there.")
    // Once it was published its signatures do not get old; they had when it was.
    #expect(try await scene.refused([alice], at: "2026-01-10T00:00:00.000Z")?.why.contains("held for 7d") == true)
    let other = Claim(SlotName(GitReference("refs/tags/v9.9.9")), .tag, value: "1")
    let more = try await scene.refused([alice], at: time) { $0.claims.append(other) }
    #expect(more?.why.contains("the plan has changed since") == true)
    let planned = try await scene.refused([alice], at: time) { $0.planHash = "another" }
    #expect(planned?.why.contains("the plan has changed since") == true)
    let named = Approval(by: "alice@example.org", at: time, method: "signature")
    #expect(try await scene.refused([named], at: time)?.remedy.contains("abort v1.2.0") == true)
    // An undo, and what is taken back, was approved when it was published.
    #expect(try await scene.refused([], at: time) { $0.operation = ReleaseEngine.Operation(.undo) } == nil)
    #expect(try await scene.refused([], at: time) { $0.state = .aborting } == nil)
  }

  @Test("where no signatures are asked for, none are needed")
  func notAsked() async throws {
    let scene = try await Scene("recorded-none", approve: "{ by: none }")
    #expect(try await scene.refused([], at: "2026-01-03T00:00:00.000Z") == nil)
  }

  @Test("a cutter who has no key among those who may approve is told of")
  func cutter() async throws {
    let scene = try await Scene("recorded-cutter", approve: "{ by: signature, minimum: 1 }")
    var policy = scene.workspace.configuration.approve
    let facts = try await RemoteFacts.ask(scene.workspace.git)
    let signers = try await ApprovalPolicy.signers(of: policy, scene.workspace, facts)
    var record = ReleaseWorld.record("1.2.0", .awaitingApproval, ordinal: 0)
    record.cutBy = "Somebody <nobody@else.org>"
    #expect(CutterCheck.note(record, policy, signers)?.message.contains("no key of nobody@else.org") == true)
    record.cutKeys = signers.lines.map(\.fingerprint)
    #expect(CutterCheck.note(record, policy, signers) == nil)
    (record.cutBy, record.cutKeys) = ("Alice <alice@example.org>", nil)
    #expect(CutterCheck.note(record, policy, signers) == nil)
    record.cutBy = "Somebody <nobody@else.org>"
    policy.cutterMayApprove = true
    #expect(CutterCheck.note(record, policy, signers) == nil)
  }
}
