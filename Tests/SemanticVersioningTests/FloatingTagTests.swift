import SemanticVersioning
import Testing

struct FloatingTagTests {
  @Test(
    "a template gives a version the tag that it may have",
    arguments: [
      ("{version}", "1.2.3", "1.2.3"), ("{major}.{minor}", "1.2.3", "1.2"), ("{major}", "1.2.3", "1"),
      ("latest", "1.2.3", "latest"), ("v{major}.{minor}-alpine", "1.2.3", "v1.2-alpine"),
      ("{version}", "1.2.3-rc.1", "1.2.3-rc.1"), ("v{version}", "0.1.0", "v0.1.0"),
      ("{major}.{minor}", "1.2.3-rc.1", nil), ("latest", "1.2.3-rc.1", nil),  // a pre-release floats nowhere
      ("{major}.{minor}.{patch}", "1.2.3-rc.1", nil),  // that would be the final version's name
      ("{major}.{minor}.{patch}", "1.2.3", "1.2.3"),
      ("{major}", "0.2.3", nil), ("v{major}-slim", "0.2.3", nil),  // below 1.0.0 a minor version may break
      ("{major}.{minor}", "0.2.3", "0.2"), ("latest", "0.2.3", "latest"),
      ("{version}", "1.2.3+build", nil),  // registries know no plus sign
    ] as [(String, String, String?)]
  )
  func names(template: String, version: String, tag: String?) throws {
    let template = try FloatingTag(parsing: template)
    #expect(template.name(for: try SemanticVersion(parsing: version)) == tag)
    if let tag { #expect(template.couldName(tag)) }
  }

  @Test(
    "a template knows whether it names the whole version",
    arguments: [
      ("{version}", true), ("v{version}", true), ("{major}.{minor}.{patch}", true), ("{major}.{minor}", false),
      ("{major}", false), ("latest", false),
    ]
  )
  func versionName(template: String, isVersionName: Bool) throws {
    #expect(try FloatingTag(parsing: template).isVersionName == isVersionName)
  }

  @Test(
    "a template that gives no registry tag is refused",
    arguments: [
      "", ".{version}", "-{version}", "{version}+x", "la test", "größe", "a/b", "a:b", "{Version}", "{version",
      "version}", "{}", "{major}{minor}", "{major}.{major}", String(repeating: "a", count: 129),
    ]
  )
  func refuses(template: String) {
    #expect(throws: MalformedPattern.self) { try FloatingTag(parsing: template) }
  }

  @Test("a name beyond what a registry takes is no name, and the fault says why")
  func faults() throws {
    let template = try FloatingTag(parsing: "{version}")
    let long = try SemanticVersion(parsing: "1.0.0-" + String(repeating: "a", count: 123))
    #expect(template.name(for: long) == nil)
    #expect(template.fault(for: long)?.contains("128") == true)
    #expect(template.fault(for: try SemanticVersion(parsing: "1.0.0+b")) != nil)
    #expect(template.fault(for: SemanticVersion(1, 0, 0)) == nil)
    #expect(try FloatingTag(parsing: "latest").fault(for: long) == nil)
  }

  @Test(
    "a name that some version would get is recognized",
    arguments: [
      ("{major}.{minor}", "10.0", true), ("{major}.{minor}", "1.2.3", false), ("{major}.{minor}", "01.2", false),
      ("{version}-alpine", "1.2.3-alpine", true), ("{version}-alpine", "1.2.3-rc.1-alpine", true),
      ("{version}", "pr-12", false), ("latest", "latest", true), ("latest", "latest2", false), ("{major}", "", false),
    ]
  )
  func couldName(template: String, name: String, could: Bool) throws {
    #expect(try FloatingTag(parsing: template).couldName(name) == could)
  }
}
