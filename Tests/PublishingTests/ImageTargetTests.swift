import Publishing
import ReleaseEngine
import SemanticVersioning
import Testing

@Suite("An image as a publish target")
struct ImageTargetTests {
  private func target(_ tags: [String]) throws -> ImageTarget {
    ImageTarget(
      name: "app", repository: .registry("ghcr.io/acme/app"), tags: try tags.map { try FloatingTag(parsing: $0) })
  }

  private func versions(_ texts: [String]) throws -> [SemanticVersion] {
    try texts.map { try SemanticVersion(parsing: $0) }
  }

  private let usual = ["{version}", "{major}.{minor}", "{major}", "latest"]

  @Test(
    "a version claims the tags it would have, whether it wins them or not",
    arguments: [
      ("1.2.0", ["images 1.2.0", "floating 1.2", "floating 1", "floating latest"]),
      ("1.1.4", ["images 1.1.4", "floating 1.1", "floating 1", "floating latest"]),  // a hotfix claims latest too
      ("1.3.0-rc.1", ["images 1.3.0-rc.1"]),  // a candidate takes no floating tag
      ("0.4.1", ["images 0.4.1", "floating 0.4", "floating latest"]),  // below 1.0.0 each minor version may break
    ])
  func claims(version: String, expected: [String]) throws {
    let claims = try target(usual).claims(SemanticVersion(parsing: version), value: HeldValue("sha256:1"))
    #expect(claims.map { "\($0.role.rawValue) \($0.slot.split(separator: ":").last ?? "")" } == expected)
    #expect(claims.allSatisfy { $0.value == "sha256:1" && $0.kind == RegistryTag.kind && !$0.active })
    #expect(claims.allSatisfy { $0.slot.hasPrefix("oci:ghcr.io/acme/app:") })
  }

  @Test(
    "a name with the whole version in it is no floating tag",
    arguments: [
      ("{version}", Role.images), ("{major}.{minor}.{patch}", .images), ("{version}-alpine", .images),
      ("{major}.{minor}", .floating), ("stable", .floating), ("{major}-alpine", .floating),
    ])
  func roles(template: String, role: Role) throws {
    let claims = try target([template]).claims(SemanticVersion(1, 2, 0), value: HeldValue("sha256:1"))
    #expect(claims.map(\.role) == [role])
  }

  @Test(
    "a floating tag ranks as the highest unrecorded version that would have it",
    arguments: [
      ("1.1.4", ["1.1.3", "1.2.9", "2.0.0"], ["1.1": "1.1.3", "1": "1.2.9", "latest": "2.0.0"]),
      ("1.2.0", ["1.1.3"], ["1": "1.1.3", "latest": "1.1.3"]),  // nothing unrecorded would have 1.2
      ("1.2.0", [], [:]),
      ("1.2.0", ["1.2.0-rc.1", "3.0.0-rc.1"], [:]),  // candidates have none
      ("1.2.0-rc.1", ["1.1.3"], [:]),  // it claims none
      ("1.2.0", ["0.9.0"], ["latest": "0.9.0"]),
      ("1.10.0", ["1.9.0", "1.10.1"], ["1.10": "1.10.1", "1": "1.10.1", "latest": "1.10.1"]),
    ] as [(String, [String], [String: String])])
  func ranks(version: String, unrecorded: [String], expected: [String: String]) throws {
    let ranks = try target(usual).ranks(SemanticVersion(parsing: version), unrecorded: versions(unrecorded))
    let full = expected.map { ("oci:ghcr.io/acme/app:\($0.key)", $0.value) }
    #expect(ranks == Dictionary(uniqueKeysWithValues: full))
  }
}
