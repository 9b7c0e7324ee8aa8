import Publishing
import ReleaseEngine
import SemanticVersioning
import Testing

@Suite("A chart as a publish target")
struct ChartTargetTests {
  private let target = ChartTarget(name: "app", repository: .registry("ghcr.io/acme/charts/app"))

  @Test(
    "a version is the chart's tag, as Helm looks for it",
    arguments: [
      ("1.2.0", "1.2.0"), ("1.2.0-rc.1", "1.2.0-rc.1"),
      ("1.2.0+build.5", "1.2.0_build.5"),  // Helm writes `+` so, since registries take none
    ])
  func slots(version: String, tag: String) throws {
    let slot = try target.slot(SemanticVersion(parsing: version))
    #expect(slot == SlotName("oci.tag", "oci:ghcr.io/acme/charts/app:\(tag)"))
  }

  @Test("a candidate's chart is claimed like any other, and a withdrawal ends the claim")
  func claim() throws {
    let claim = try target.claim(SemanticVersion(parsing: "1.2.0-rc.1"), value: HeldValue("sha256:1"))
    #expect((claim.role, claim.value, claim.withdrawn) == (.charts, "sha256:1", nil))
    #expect(claim.switched(by: .cut).active)
    #expect(!claim.switched(by: .cut).switched(by: .withdraw).active)
  }
}
