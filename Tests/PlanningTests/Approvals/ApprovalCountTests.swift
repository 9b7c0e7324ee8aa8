import ExternalTools
import FoundationEssentials
import Git
import Publishing
import ReleaseEngine
import TestSupport
import Testing

@testable import Planning

/// Signatures are made by the real ssh-keygen, good ones and every kind of bad one.
@Suite("Which approvals count", .enabled(if: Programs.locate("ssh-keygen") != nil, "ssh-keygen is needed"))
struct ApprovalCountTests {
  /// A repository with a release that waits, people with keys, and the people whose signatures count.
  private struct Scene {
    let world: ReleaseWorld
    let workspace: Workspace
    var policy = ApprovalConfiguration()
    var signers = ""
    var revoked: String?

    init(_ name: String) async throws {
      world = try await ReleaseWorld(name)
      workspace = try world.workspace()
      policy.by = .signature
      for person in ["alice", "bob", "carol"] { try await allow(person, "\(person)@example.org") }
      try await park()
    }

    private func path(_ person: String) -> String { "\(world.scratch.path)/key-\(person)" }

    func key(_ person: String) async throws -> String {
      if !FileManager.default.fileExists(atPath: path(person)) {
        _ = try await Invocation("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", person, "-f", path(person)])
          .run()
      }
      let text = try await Invocation("cat", ["\(path(person)).pub"]).run().text
      return text.split(separator: " ").prefix(2).joined(separator: " ")
    }

    /// An RSA key in the form of OpenSSL, which still signs over SHA-1.
    func makeRSA(_ person: String) async throws {
      let line = ["-q", "-t", "rsa", "-b", "2048", "-m", "PEM", "-N", "", "-C", person, "-f", path(person)]
      _ = try await Invocation("ssh-keygen", line).run().checked("No key was made.", remedy: "")
    }

    /// The signature of a text over SHA-1.
    func signOverSHA1(_ text: String, _ person: String) async throws -> String {
      let tool = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined() + "/Tools/sign-sha1"
      return try await Invocation(
        "python3", [tool, ApprovalStatement.namespace, path(person)], input: Array(text.utf8)
      ).run().checked("Nothing was signed.", remedy: "").text
    }

    mutating func allow(_ person: String, _ principal: String, options: String = "") async throws {
      signers += "\(principal) \(options.isEmpty ? "" : "\(options) ")\(try await key(person))\n"
    }

    func park(_ change: (inout Record) -> Void = { _ in }, tag: String = "1.2.0", event: String = "parked") async throws
    {
      let old = try await workspace.ledger.load().state.records["v\(tag)"]
      var record = ReleaseWorld.record(tag, .awaitingApproval, ordinal: 0)
      record.planHash = "plan-\(tag)"
      record.cutBy = "Carol <carol@example.org>"
      record.claims = [Claim(SlotName(GitReference("refs/tags/v\(tag)")), .tag, value: "1")]
      record.events = (old?.events ?? []) + [RecordedEvent(at: "2026-01-01T00:00:00.000Z", what: event)]
      change(&record)
      try await world.record([record])
    }

    func record() async throws -> Record {
      try #require(try await workspace.ledger.load().state.records["v1.2.0"])
    }

    /// What a person signs, after `change`.
    func sign(
      _ person: String, as principal: String? = nil, namespace: String = ApprovalStatement.namespace,
      _ change: (inout ApprovalStatement) -> Void = { _ in }
    ) async throws -> Approval {
      _ = try await key(person)
      var statement = ApprovalStatement(
        try await record(), repository: workspace.ledger.origin,
        ledger: try await workspace.ledger.load().head?.identity ?? "", by: principal ?? "\(person)@example.org",
        at: "2026-01-02T00:00:00.000Z")
      change(&statement)
      let text = try statement.text()
      let signature = try await workspace.repository.sshSignature(of: text, namespace: namespace, key: path(person))
      return Approval(
        by: statement.by, at: statement.at, method: "signature", statement: text, signature: signature)
    }

    func count(_ approvals: Approval..., now: String = "2026-01-03T00:00:00.000Z") async throws -> ApprovalCount {
      var record = try await record()
      record.approvals = approvals
      return try await ApprovalCount.of(
        record, at: try await workspace.ledger.load(), in: workspace, policy,
        AllowedSigners(parsing: signers, revoked: revoked.map { Array($0.utf8) }), now: now)
    }

    func expect(
      _ approval: Approval, refusedFor reason: String, now: String = "2026-01-03T00:00:00.000Z",
      at location: SourceLocation = #_sourceLocation
    ) async throws {
      let count = try await count(approval, now: now)
      #expect(count.valid.isEmpty, sourceLocation: location)
      let said = count.refused.first?.reason ?? "nothing"
      #expect(said.contains(reason), "it says: \(said)", sourceLocation: location)
    }
  }

  @Test("people who may approve are counted, each key once, and the cutter only where the rule says so")
  func counted() async throws {
    var scene = try await Scene("counted")
    try await scene.allow("alice", "root@example.org")
    let (alice, bob) = (try await scene.sign("alice"), try await scene.sign("bob"))
    #expect(try await scene.count(alice, bob).valid == [alice, bob])
    let twice = try await scene.count(alice, try await scene.sign("alice", as: "root@example.org"))
    #expect(twice.valid == [alice])
    #expect(twice.refused.map(\.reason) == ["its key has approved already"])
    let carol = try await scene.sign("carol")
    try await scene.expect(carol, refusedFor: "the cutter's own")
    // The cutter's key under another name is the cutter's key all the same.
    try await scene.allow("carol", "other@example.org")
    try await scene.expect(try await scene.sign("carol", as: "other@example.org"), refusedFor: "the cutter's own")
    scene.policy.cutterMayApprove = true
    #expect(try await scene.count(carol).valid == [carol])
  }

  @Test("a person counts once, with however many keys, and the cutter's key under whatever name it was cut")
  func people() async throws {
    var scene = try await Scene("people")
    try await scene.allow("alice-laptop", "alice@example.org")
    let both = try await scene.count(
      try await scene.sign("alice"), try await scene.sign("alice-laptop", as: "alice@example.org"))
    #expect(both.valid.count == 1)
    #expect(both.refused.map(\.reason) == ["alice@example.org has approved already, with another key"])
    let prints = AllowedSigners(parsing: scene.signers).keys(of: "bob@example.org")
    try await scene.park { record in
      record.cutBy = "Somebody Else <else@example.org>"
      record.cutKeys = prints.sorted()
    }
    try await scene.expect(try await scene.sign("bob"), refusedFor: "the cutter's own")
  }

  @Test("a signature of a key that does not count is refused, each with a text of its own")
  func keys() async throws {
    var scene = try await Scene("keys")
    try await scene.expect(try await scene.sign("eve"), refusedFor: "is not among the allowed signers")
    try await scene.expect(
      try await scene.sign("bob", as: "alice@example.org"), refusedFor: "belongs to bob@example.org")
    try await scene.allow("dave", "dave@example.org", options: #"valid-before="20200101""#)
    try await scene.expect(try await scene.sign("dave"), refusedFor: "is not valid at this time")
    for pattern in ["*", "*@example.org", "x?z", "zed@example.org,!zoe@example.org"] {
      try await scene.allow("zed", pattern)
      try await scene.expect(try await scene.sign("zed"), refusedFor: "allowed for a pattern of names")
    }
    let alice = try await scene.sign("alice")
    scene.revoked = try await scene.key("alice") + "\n"
    try await scene.expect(alice, refusedFor: "was revoked")
    #expect(try await scene.count(try await scene.sign("bob")).valid.count == 1)
    scene.revoked = "no key at all\n"
    try await scene.expect(alice, refusedFor: "OpenSSH cannot read the `revoked_keys`")
  }

  @Test("a signature that was made for something else, or does not fit, is refused")
  func otherwise() async throws {
    let scene = try await Scene("otherwise")
    try await scene.expect(try await scene.sign("alice", namespace: "git"), refusedFor: "for something else")
    var altered = try await scene.sign("alice")
    altered.statement = altered.statement?.replacing("2026-01-02", with: "2026-01-03")
    try await scene.expect(altered, refusedFor: "does not fit what it says")
    var bare = try await scene.sign("alice")
    bare.signature = nil
    try await scene.expect(bare, refusedFor: "does not fit what it says")
    bare.statement = nil
    try await scene.expect(bare, refusedFor: "has no statement")
    #expect(try await scene.count(Approval(by: "alice@example.org", at: "x", method: "prompt")).valid.isEmpty)
  }

  @Test(
    "a signature of RSA counts, and one over SHA-1 does not",
    .enabled(if: Programs.locate("openssl") != nil && Programs.locate("python3") != nil, "openssl is needed"))
  func overSHA1() async throws {
    var scene = try await Scene("over-sha1")
    try await scene.makeRSA("dora")
    try await scene.allow("dora", "dora@example.org")
    var approval = try await scene.sign("dora")
    #expect(try await scene.count(approval).valid == [approval])
    approval.signature = try await scene.signOverSHA1(approval.statement ?? "", "dora")
    try await scene.expect(approval, refusedFor: "no longer takes, such as RSA over SHA-1")
  }

  @Test("an approval holds for one repository, one release and one plan")
  func scope() async throws {
    let scene = try await Scene("scope")
    try await scene.expect(
      try await scene.sign("alice") { $0.repository = "example.org/fork" }, refusedFor: "another repository")
    try await scene.expect(try await scene.sign("alice") { $0.tag = "v1.3.0" }, refusedFor: "another release, v1.3.0")
    try await scene.expect(try await scene.sign("alice") { $0.plan = "other" }, refusedFor: "the plan has changed")
    try await scene.expect(
      try await scene.sign("alice") { $0.slots["oci:x:latest"] = "sha256:0" }, refusedFor: "the plan has changed")
  }

  @Test("an approval of a cut that was dropped is none of the next one, whose plan may be the same")
  func replayed() async throws {
    let scene = try await Scene("replayed")
    let early = try await scene.sign("alice") { statement in statement.ledger = String(repeating: "1", count: 40) }
    try await scene.expect(early, refusedFor: "no part of this one")
    let first = try await scene.sign("alice")
    #expect(try await scene.count(first).valid == [first])
    try await scene.park({ $0.state = .aborted }, event: "aborted")
    let dropped = try await scene.sign("alice")
    try await scene.park()
    try await scene.expect(first, refusedFor: "before this cut waited")
    try await scene.expect(dropped, refusedFor: "before this cut waited")
    // What others do to the ledger meanwhile does not end an approval.
    let now = try await scene.sign("bob")
    try await scene.park(tag: "1.3.0")
    #expect(try await scene.count(now).valid == [now])
  }

  @Test("an approval ends only where the rule says when")
  func lifetime() async throws {
    var scene = try await Scene("lifetime")
    let alice = try await scene.sign("alice")
    let later = "2029-01-01T00:00:00.000Z"
    #expect(try await scene.count(alice, now: later).valid == [alice])
    scene.policy.validFor = .seconds(7 * 86_400)
    #expect(try await scene.count(alice, now: "2026-01-09T00:00:00.000Z").valid == [alice])
    try await scene.expect(alice, refusedFor: "held for 7d", now: "2026-01-09T00:00:00.001Z")
  }
}
