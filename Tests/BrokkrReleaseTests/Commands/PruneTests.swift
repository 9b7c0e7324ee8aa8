import Testing

@testable import BrokkrRelease

@Suite struct PruneTests {
  @Test(
    "exactly one thing to prune is named",
    arguments: [[], ["--pr", "1", "--untagged"], ["--untagged", "--released"], ["--pr", "x"], ["--pr"], ["--pr=-1"]])
  func usage(arguments: [String]) async throws {
    let clone = try await ScratchClone("prune-usage")
    try await clone.write(
      "remote: \"\"\nimages: { a: { repository: \"oci-layout:out\" } }\n", to: ".brokkr-release.yml")
    try await clone.commit("feat: one")
    let run = try await clone.run(["prune"] + arguments)
    #expect(run.status == .usage && run.output.isEmpty, "\(run)")
  }

  @Test(
    "without anything of it there is nothing to do, which is no error",
    arguments: ["--pr=12", "--untagged", "--released"])
  func nothing(what: String) async throws {
    let clone = try await ScratchClone("prune-nothing")
    try await clone.write(
      "remote: \"\"\nimages: { a: { repository: \"oci-layout:out\" } }\n", to: ".brokkr-release.yml")
    try await clone.commit("feat: one")
    let run = try await clone.run("prune", what)
    #expect(run.status == .done && run.output.lowercased().contains("nothing to delete"), "\(run)")
    let json = try #require(try await clone.run("prune", what, "--dry-run", "--json").json)
    #expect(json["dry_run"] == true)
  }
}
