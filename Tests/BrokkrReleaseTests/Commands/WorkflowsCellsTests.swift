import TestSupport
import Testing

@testable import BrokkrRelease

@Suite struct WorkflowsCellsTests {
  private static func clone(_ name: String) async throws -> ScratchClone {
    let clone = try await ScratchClone(name)
    try await clone.write(
      """
      remote: ""
      images:
        a: { repository: ghcr.io/acme/a, dockerfile: docker/Dockerfile.a }
        b: { repository: ghcr.io/acme/b, context: b, platforms: [linux/amd64] }
      components:
        a: { paths: [a/**], images: [a] }
        b: { images: [b] }
      """, to: ".brokkr-release.yml")
    try await clone.commit("feat: one")
    return clone
  }

  @Test(
    "a change concerns the images that are built from it",
    arguments: [
      (["a/x.rs"], ["a"]), (["docker/Dockerfile.a"], ["a"]), (["b/x"], ["b"]), (["README.md"], []),
      ([".brokkr-release.yml"], ["a", "b"]), (["a/x", "b/y"], ["a", "b"]), ([], []), (["ab/x"], []),
    ])
  func changed(paths: [String], images: [String]) async throws {
    let clone = try await Self.clone("cells")
    let scratch = try ScratchDirectory("changed")
    let file = try scratch.write(paths.map { $0 + "\u{0}" }.joined(), to: "changed")
    let run = try await clone.run("workflows", "cells", "--changed", file, "--json")
    #expect(run.status == .done)
    #expect(run.json?["images"] == .array(images.map { .string($0) }))
    let cells = run.json?["outputs"]?["cells_1"]?.text
    #expect((cells == "[]") == images.isEmpty)
    #expect(images.allSatisfy { cells?.contains("\"artifact\":\"\($0)-linux-amd64\"") == true })
    for other in ["a", "b"] where !images.contains(other) {
      #expect(cells?.contains("\"artifact\":\"\(other)-") == false)
    }
  }

  @Test("without a list of changes every image is built")
  func all() async throws {
    let clone = try await Self.clone("cells-all")
    #expect(try await clone.run("workflows", "cells").output == "a\nb\n")
    #expect(try await clone.run("workflows", "cells", "--changed", "/nowhere").status == .usage)
  }
}
