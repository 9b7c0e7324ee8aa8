import ReleaseEngine
import Testing

@testable import Planning

@Suite("The hash that an approval covers")
struct PlanHashTests {
  /// Everything that goes into the hash, and the record that carries most of it.
  private struct Inputs {
    var record: Record
    var head = "h1"
    var tree = "t1"
    var configuration = Array("{}".utf8)

    func hash() throws -> String {
      try PlanHash(record: record, head: head, tree: tree, configuration: configuration).text()
    }
  }

  private static var inputs: Inputs {
    var record = Record(
      version: "1.2.0", tag: "v1.2.0", component: nil, state: .planned,
      holder: Holder(host: "h", actor: "A <a@b>", pid: 1, start: "s"))
    record.images = [
      RecordedImage(
        name: "app", repository: "ghcr.io/acme/app", digest: "sha256:1",
        platforms: [
          .init(platform: "linux/amd64", digest: "sha256:2"), .init(platform: "linux/arm64", digest: "sha256:3"),
        ])
    ]
    record.charts = [
      RecordedChart(
        name: "app", version: "1.2.0", appVersion: "1.2.0", repository: "ghcr.io/acme/charts/app", digest: "sha256:4",
        sha256: "5")
    ]
    record.claims = [
      Claim(SlotName("git.ref", "git:refs/tags/v1.2.0"), .tag, value: "tag-1"),
      Claim(SlotName("oci.tag", "oci:ghcr.io/acme/app:1.2.0"), .images, value: "sha256:1"),
      Claim(SlotName("oci.tag", "oci:ghcr.io/acme/app:latest"), .floating, value: "sha256:1"),
    ]
    return Inputs(record: record)
  }

  private struct Edit: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var apply: @Sendable (inout Inputs) -> Void

    init(_ name: String, _ apply: @escaping @Sendable (inout Inputs) -> Void) {
      (testDescription, self.apply) = (name, apply)
    }
  }

  @Test(
    "another value of anything that is covered is another hash",
    arguments: [
      Edit("version") { $0.record.version = "1.2.1" }, Edit("head") { $0.head = "h2" }, Edit("tree") { $0.tree = "t2" },
      Edit("configuration") { $0.configuration = Array("{ }".utf8) },
      Edit("an image's digest") { $0.record.images[0].digest = "sha256:9" },
      Edit("a platform's digest") { $0.record.images[0].platforms[1].digest = "sha256:9" },
      Edit("a platform left out") { $0.record.images[0].platforms.removeLast() },
      Edit("an image's repository") { $0.record.images[0].repository = "ghcr.io/other/app" },
      Edit("an image left out") { $0.record.images = [] },
      Edit("a chart's digest") { $0.record.charts[0].digest = "sha256:9" },
      Edit("a chart's archive") { $0.record.charts[0].sha256 = "9" },
      Edit("a chart's appVersion") { $0.record.charts[0].appVersion = "9" },
      Edit("what a slot would get") { $0.record.claims[2].value = "sha256:9" },
      Edit("another slot") { $0.record.claims[2].slot = "oci:ghcr.io/acme/app:1" },
      Edit("a slot left out") { $0.record.claims.removeLast() },
    ])
  private func covered(edit: Edit) throws {
    var edited = Self.inputs
    edit.apply(&edited)
    #expect(try edited.hash() != Self.inputs.hash())
  }

  @Test(
    "what is read at publishing, or made anew by each run, changes nothing",
    arguments: [
      Edit("before") {
        $0.record.changes = [
          ChangeEntry(
            SlotChange(
              SlotName("oci.tag", "oci:ghcr.io/acme/app:latest"), .floating, from: HeldValue("sha256:8"),
              to: HeldValue("sha256:1")))
        ]
      },
      Edit("a base") { $0.record.claims[2].base = Base("sha256:8", rank: "1.1.0") },
      Edit("an active claim") { $0.record.claims[2].active = true },
      Edit("the tag object") { $0.record.claims[0].value = "tag-2" },  // the tree stands for it
      Edit("the commit") { $0.record.commit = "c2" }, Edit("the state") { $0.record.state = .built },
      Edit("the holder") { $0.record.holder.host = "other" },
      Edit("events") { $0.record.events = [RecordedEvent(at: "now", what: "parked")] },
      Edit("approvals") { $0.record.approvals = [Approval(by: "A <a@b>", at: "now", method: "prompt")] },
      Edit("the hash itself") { $0.record.planHash = "ab" },
      Edit("the hand-over") { $0.record.handOver = "/elsewhere" },
    ])
  private func uncovered(edit: Edit) throws {
    var edited = Self.inputs
    edit.apply(&edited)
    #expect(try edited.hash() == Self.inputs.hash())
  }

  @Test("it is a SHA-256 in hexadecimal")
  func form() throws {
    let hash = try Self.inputs.hash()
    #expect(hash.count == 64)
    #expect(hash.allSatisfy { $0.isHexDigit && !$0.isUppercase })
  }
}
