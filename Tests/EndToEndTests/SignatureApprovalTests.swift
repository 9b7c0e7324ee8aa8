import FoundationEssentials
import TestSupport
import Testing

/// A release that two people have to sign, from the cut to the publication three weeks later.
@Suite(
  "Approvals by signature", .enabled(if: Executable.canRelease, "docker-registry and buildah are needed"), .serialized,
  .world(extra: "approve:\n  by: signature\n  minimum: 2\n"))
struct SignatureApprovalTests {
  @Test("two people sign, then anybody publishes, however much later, what was approved or less")
  func story() async throws {
    let world = try StoryWorld.shared
    let signers = Signers(world)
    try await signers.letIn(["alice", "bob", "rel"])
    let folder = "\(world.scratch.path)/handed"
    let parked = try await world.run(["cut", "1.2.0", "--yes", "--output", folder])
    #expect(parked.status == 6, "--yes is no signature: \(parked.story)")
    try await world.refuses(["resume", "--yes"], 6, ["waits for signatures", "0 of 2", "approve v1.2.0"])

    try await world.refuses(
      ["approve", "--yes", "--key", signers.key("rel")], 6, ["your signature does not count", "the cutter's own"])
    let (alice, bob, eve) = (
      try await signers.clone("alice"), try await signers.clone("bob"), try await signers.clone("eve")
    )
    try await world.refuses(["approve", "--yes"], 6, ["not among the allowed signers"], in: eve)
    try await world.refuses(["approve"], 2, ["nobody could be asked"], in: alice)
    #expect(parked.output.contains("Approve it: brokkr-release approve v1.2.0"), "\(parked.story)")
    let first = try await world.succeeds(["approve", "v1.2.0", "--yes"], in: alice)
    #expect(first.output.contains("1 of 2 approvals are still to come"), "\(first.story)")
    try await world.refuses(["approve", "--yes"], 6, ["has approved already"], in: alice)
    try await world.refuses(["resume", "--yes"], 6, ["1 of 2", "alice@example.org", "counts"])

    // The rule of a working tree is none: the default branch says who may approve, and how many must.
    let other = try world.configuration([("minimum: 2", "minimum: 1")])
    try await world.refuses(["resume", "--yes", "--config", other], 6, ["1 of 2"])
    let second = try await world.succeeds(["approve", "--yes"], in: bob)
    #expect(second.output.contains("Publish it: brokkr-release resume v1.2.0"), "\(second.story)")

    // Others go on meanwhile, and a higher release takes the floating tags.
    try StoryWorld.write("more\n", to: "\(world.clone)/more")
    try await world.push("feat: more")
    let higher = "\(world.scratch.path)/higher"
    #expect(try await world.run(["cut", "1.3.0", "--yes", "--output", higher]).status == 6)
    for person in [alice, bob] { try await world.succeeds(["approve", "1.3.0", "--yes"], in: person) }
    try await world.succeeds(["resume", "1.3.0", "--input", higher], in: eve)
    let fresh = try await world.another("fresh")
    try await world.succeeds(["resume", "v1.2.0", "--input", folder], in: fresh)
    let record = try await world.record("1.2.0")
    #expect(record.state == "published")
    #expect(record.events.filter { $0.what.hasPrefix("approved by") }.count == 2)
    let broker = "acme/brokkr-broker"
    #expect(world.tag(broker, "1.2") == world.tag(broker, "1.2.0"))
    #expect(world.tag(broker, "latest") == world.tag(broker, "1.3.0"), "never more than what is left of it")
    for version in ["1.2.0", "1.3.0"] { try await world.succeeds(["verify", version]) }
  }

  @Test("a release that is rejected is over, its version is free, and an approval of it is worth nothing")
  func rejected() async throws {
    let world = try StoryWorld.shared
    try await world.git("pull", "-q", "--ff-only", "--tags", "origin", "main")
    try await Signers(world).letIn(["alice", "bob", "rel"])
    let folder = "\(world.scratch.path)/rejected"
    #expect(try await world.run(["cut", "1.4.0", "--yes", "--output", folder]).status == 6)
    let alice = try await Signers(world).clone("alice", named: "of-alice-again")
    try await world.succeeds(["approve", "1.4.0", "--yes"], in: alice)
    try await world.refuses(["reject", "1.4.0"], 2, ["--reason"])
    let outcome = try await world.succeeds(["reject", "1.4.0", "--reason", "the notes\nare wrong"], in: alice)
    #expect(outcome.output.hasPrefix("v1.4.0 is rejected; its version is free again."))
    let record = try await world.record("1.4.0")
    #expect(record.state == "rejected")
    #expect(record.events.last?.what.hasSuffix("the notes are wrong") == true)
    try await world.refuses(["approve", "1.4.0", "--yes"], 2, ["does not wait", "rejected"], in: alice)
    try await world.refuses(["reject", "--reason", "x"], 3, ["nothing to reject"])
    // The same bytes once more make the same plan; the old approval is for the cut that was rejected.
    try FileManager.default.removeItem(atPath: folder)
    #expect(try await world.run(["cut", "1.4.0", "--yes", "--output", folder]).status == 6)
    try await world.refuses(["resume", "1.4.0", "--yes"], 6, ["0 of 2"])
    try await world.succeeds(["abort", "1.4.0"])
  }
}
