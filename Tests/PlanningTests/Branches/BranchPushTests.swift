import FoundationEssentials
import OCI
import Publishing
import Refusals
import ReleaseEngine
import SemanticVersioning
import TestSupport
import Testing

@testable import Planning

@Suite("Pushing what was built of a branch")
struct BranchPushTests {
  private static let cells = ["app linux/amd64", "app linux/arm64", "tool linux/amd64"]

  @Test("the folders of a matrix become one index an image, and every image gets the tag")
  func whole() async throws {
    let branch = try await BuiltBranch("push-whole")
    let folders = try await [branch.folder("app linux/arm64"), branch.folder("tool linux/amd64", "app linux/amd64")]
    let pushed = try await branch.push(folders)
    #expect(pushed.images.map(\.name) == ["app", "tool"])
    #expect(pushed.images[0].platforms.map(\.platform) == ["linux/amd64", "linux/arm64"])
    for image in pushed.images {
      let shown = try #require(try await branch.layout(image.name).manifest("pr-12"))
      #expect(shown.digest.description == image.digest)
      let index = try ImageIndex.decode(shown.bytes)
      #expect(index.annotations?["org.opencontainers.image.version"] == "0.0.0-pr.12")
      #expect(try await Closure.missing(of: shown, in: branch.layout(image.name), deep: true).isEmpty)
    }
    #expect(pushed.changes.map(\.before) == [nil, nil])
    #expect(try branch.layout("charts/app").index().manifests.isEmpty)
    // The same again is the same.
    #expect(try await branch.push(folders).images == pushed.images)
  }

  @Test("a tag moves to what is pushed next")
  func moves() async throws {
    let branch = try await BuiltBranch("push-moves")
    let first = try await branch.push([branch.folder("tool linux/amd64")], only: ["tool"])
    let second = try await branch.push([branch.folder("tool linux/amd64", note: "two")], only: ["tool"])
    #expect(second.changes[0].before?.identity == first.images[0].digest)
    #expect(try await branch.layout("tool").manifest("pr-12")?.digest.description == second.images[0].digest)
    #expect(try await branch.layout("app").manifest("pr-12") == nil)
  }

  @Test("where a platform or an image is missing nothing is pushed")
  func missing() async throws {
    let branch = try await BuiltBranch("push-missing")
    let folder = try await branch.folder("app linux/amd64")
    let refusal = try await #require(throws: Refusal.self) { try await branch.push([folder]) }
    #expect(refusal.code == .contentMissing)
    #expect(refusal.why == "image app linux/arm64\nimage tool linux/amd64")
    #expect(try branch.layout("app").index().manifests.isEmpty)
  }

  @Test("what was built from another commit, or from different things, is refused")
  func otherCommit() async throws {
    let branch = try await BuiltBranch("push-other")
    let tool = try await branch.folder("tool linux/amd64")
    let other = try await branch.folder("app linux/amd64", "app linux/arm64", version: "0.0.0-main")
    let mixed = try await #require(throws: Refusal.self) { try await branch.push([tool, other]) }
    #expect(mixed.code == .usage && mixed.message.contains("different things"))
    // The label of an image counts, whatever the folder says.
    let lying = try await branch.folder("tool linux/amd64", note: "lying", revision: String(repeating: "0", count: 40))
    let label = try await #require(throws: Refusal.self) { try await branch.push([lying], only: ["tool"]) }
    #expect(label.code == .contentMissing && label.why.contains("org.opencontainers.image.revision"))
    try await branch.world.commit(["README": "more\n"], "feat: more")
    let stale = try await #require(throws: Refusal.self) { try await branch.push([tool], only: ["tool"]) }
    #expect(stale.code == .usage && stale.message.contains("another commit"))
    #expect(try branch.layout("tool").index().manifests.isEmpty)
  }

  @Test("what was built of one component is pushed for that one alone")
  func component() async throws {
    let branch = try await BuiltBranch(
      "push-component", extra: "components:\n  one: { images: [app], charts: [app] }\n  two: { images: [tool] }\n")
    let folder = try await branch.folder("tool linux/amd64", component: "two")
    let pushed = try await branch.push([folder])
    #expect(pushed.origin.tag == "two/v0.0.0-pr.12" && pushed.images.map(\.name) == ["tool"])
    #expect(try branch.layout("app").index().manifests.isEmpty)
  }

  @Test("two builds of one cell that differ are refused, two that are the same are one")
  func twice() async throws {
    let branch = try await BuiltBranch("push-twice")
    let first = try await branch.folder("tool linux/amd64")
    let copy = HandOverFolder(at: "\(branch.world.scratch.path)/copy")
    try FileManager.default.copyItem(atPath: first.path, toPath: copy.path)
    #expect(try await branch.push([first, copy], only: ["tool"]).images.count == 1)
    let second = try await branch.folder("tool linux/amd64", note: "two")
    let refusal = try await #require(throws: Refusal.self) { try await branch.push([first, second], only: ["tool"]) }
    #expect(refusal.code == .contentMissing)
    #expect(refusal.what.contains("two folders disagree about image tool linux/amd64"))
  }

  @Test("a slip in an image's name, a folder that is none, and no folder are usage")
  func usage() async throws {
    let branch = try await BuiltBranch("push-usage")
    let tool = try await branch.folder("tool linux/amd64")
    let slip = try await #require(throws: Refusal.self) { try await branch.push([tool], only: ["toll"]) }
    #expect(slip.code == .usage && slip.remedy == "Did you mean `tool`?")
    for folders in [[], [HandOverFolder(at: branch.world.scratch.path)]] {
      let refusal = try await #require(throws: Refusal.self) { try await branch.push(folders) }
      #expect(refusal.code == .usage)
    }
  }

  @Test("a tag that a record claims is refused, also where the configuration does not make it any more")
  func claimed() async throws {
    let branch = try await BuiltBranch("push-claimed")
    var record = ReleaseWorld.record("1.0.0")
    record.claims = [
      Claim(
        SlotName(RegistryTag(try RepositoryAddress(parsing: "oci-layout:out/tool"), "stable")), .floating, value: "x")
    ]
    try await branch.world.record([record])
    let tool = try await branch.folder("tool linux/amd64")
    let refusal = try await #require(throws: Refusal.self) {
      try await branch.push([tool], as: "stable", only: ["tool"])
    }
    #expect(refusal.code == .usage && refusal.why == "v1.0.0 claims oci-layout:out/tool:stable")
    #expect(try branch.layout("tool").index().manifests.isEmpty)
  }

  @Test("another registry takes the place of the configured ones, under the same names")
  func registry() throws {
    let repository = try RepositoryAddress(parsing: "ghcr.io/acme/brokkr/agent")
    #expect(try BranchPush.moved(repository, to: "127.0.0.1:5000").text == "127.0.0.1:5000/acme/brokkr/agent")
    #expect(try BranchPush.moved(repository, to: nil) == repository)
    #expect(try BranchPush.moved(.layout("out/app"), to: "127.0.0.1:5000") == .layout("out/app"))
    for registry in ["acme", "https://r.example", "r.example/x y", ""] {
      #expect(throws: Refusal.self) { try BranchPush.moved(repository, to: registry) }
    }
  }
}
