import ExternalTools
import FoundationEssentials
import TestSupport
import Testing

@testable import Planning

@Suite("The schema of the configuration")
struct ConfigurationSchemaTests {
  /// As much of a schema as has keys.
  private final class Node: Decodable {
    var description: String?
    var properties: [String: Node]?
    var items: Node?
    var additionalProperties: Further?

    enum Further: Decodable {
      case forbidden
      case schema(Node)

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
          #expect(!flag, "a key that is not named would be taken")
          self = .forbidden
        } else {
          self = .schema(try container.decode(Node.self))
        }
      }
    }

    /// Every key with the place where it stands; names of the user's are `*`.
    func keys(below place: String = "") -> Set<String> {
      var found: Set<String> = []
      for (name, node) in properties ?? [:] {
        let path = place.isEmpty ? name : "\(place).\(name)"
        #expect(node.description?.isEmpty == false, "\(path)")
        found.insert(path)
        found.formUnion(node.keys(below: path))
      }
      if case .schema(let node) = additionalProperties { found.formUnion(node.keys(below: "\(place).*")) }
      if let items { found.formUnion(items.keys(below: place)) }
      return found
    }
  }

  private func schema() throws -> Node { try JSONDecoder().decode(Node.self, from: Data(Configuration.schema().utf8)) }

  /// Mappings whose keys are the user's.
  private static let named: Set = [
    "branches", "images", "charts", "components", "bump.types", "images.*.build-args",
    "charts.*.cases.set", "changelog.types", "workflows.runners", "workflows.tool.sha256",
  ]

  /// The keys of what was read, in the schema's places.
  private func keys(_ tree: ConfigurationTree, below place: String = "") -> Set<String> {
    switch tree {
    case .text, .number, .boolean: return []
    case .list(let items): return items.reduce(into: []) { $0.formUnion(keys($1, below: place)) }
    case .mapping(let entries):
      return entries.reduce(into: []) { found, entry in
        let isNamed = Self.named.contains(place)
        let path = isNamed ? "\(place).*" : place.isEmpty ? entry.key : "\(place).\(entry.key)"
        if !isNamed { found.insert(path) }
        found.formUnion(keys(entry.value, below: path))
      }
    }
  }

  @Test("it has every key that is read, and no other")
  func keys() throws {
    // What excludes something in the one is in the other.
    let sum = String(repeating: "a", count: 64)
    let rest = """
      changelog: { file: CHANGELOG.md, types: { perf: Faster } }
      components: { app: { changelog: app/CHANGELOG.md } }
      github: { repository: acme/app, registry: ghcr.io }
      workflows:
        tool: { release: v0.1.0, repository: acme/tool, sha256: { linux/amd64: \(sum), linux/arm64: \(sum) } }
      """
    let read = keys(try configuration(completeText).tree).union(keys(try configuration(rest).tree))
    let described = try schema().keys()
    #expect(described.subtracting(read).sorted() == [], "these are described and not read")
    #expect(read.subtracting(described).sorted() == [], "these are read and not described")
  }

  @Test("the defaults that it tells are those that the reader fills in")
  func defaults() throws {
    struct Property: Decodable { var `default`: String? }
    struct Top: Decodable { var properties: [String: Property] }
    let text = try Configuration.schema()
    for line in [
      #""default": "v{version}""#, #""default": "refs/brokkr-release/ledger""#,
      #""default": ["{version}", "{major}.{minor}", "{major}", "latest"]"#,
      #""default": ["linux/amd64", "linux/arm64"]"#, #""default": ".github/allowed_signers""#, #""default": 1,"#,
      #""default": false"#, #""default": "minor""#,
    ] {
      #expect(text.contains(line), "\(line)")
    }
    // What is made from other settings has none of its own.
    #expect(!text.contains("sample"))
  }

  // MARK: the real validator

  private static let validator = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: ".venv/bin/check-jsonschema")
    .path(percentEncoded: false)
  private static let isThere = FileManager.default.isExecutableFile(atPath: validator)

  private func validate(_ arguments: [String]) async throws -> ToolOutcome {
    try await Invocation(Self.validator, arguments).run()
  }

  @Test("check-jsonschema takes it for a schema", .enabled(if: isThere, "Tests/setup.sh installs check-jsonschema"))
  func metaschema() async throws {
    let scratch = try ScratchDirectory("metaschema")
    let file = try scratch.write(Configuration.schema(), to: "schema.json")
    let outcome = try await validate(["--check-metaschema", file])
    #expect(outcome.succeeded, "\(outcome.text)\(outcome.errorText)")
    let broken = try scratch.write(
      Configuration.schema().replacing(#""properties": {"#, with: #""properties": 3, "x": {"#), to: "broken.json")
    #expect(try await !validate(["--check-metaschema", broken]).succeeded)
  }

  private static let good = [
    "", "images:\n", completeText, "images: { a: { repository: ghcr.io/x/a } }",
    "images: { a: { repository: ghcr.io/x/a, build-args: { LEVEL: 1.10, DEBUG: true } } }",
    "test: { commands: }",
    "branches: { main: { series: trunk } }",
  ]

  private static let bad = [
    "imges: {}", "images: { a: {} }", "images: { a: }",
    "images: { a: { repository: ghcr.io/x/a, platform: [linux/amd64] } }",
    "images: [a]", "stamp: sometimes", "approve: { minimum: 0 }", "approve: { minimum: two }",
    "approve: { cutter-may-approve: \"true\" }", "branches: { main: {} }",
    "charts: { a: { repository: x, stamp: [{ file: y }] } }",
    "components: { a: { images: a } }", "remote:", "images: { \"a b\": { repository: ghcr.io/x/a } }",
    "images: { a: { repository: ghcr.io/x/a, build-args: { \"A-B\": x } } }", "bump: { types: { docs: huge } }",
  ]

  @Test(
    "the reader and check-jsonschema judge alike", .enabled(if: isThere, "Tests/setup.sh installs check-jsonschema"))
  func judgments() async throws {
    let scratch = try ScratchDirectory("schema")
    let schema = try scratch.write(Configuration.schema(), to: "schema.json")
    var files: [String] = []
    for (number, text) in Self.good.enumerated() {
      #expect(try problems(text).isEmpty, "\(text)")
      // To a validator an empty file is no mapping.
      files.append(try scratch.write(text.isEmpty ? "{}" : text, to: "good-\(number).yml"))
    }
    let outcome = try await validate(["--schemafile", schema] + files)
    #expect(outcome.succeeded, "\(outcome.text)\(outcome.errorText)")
    for (number, text) in Self.bad.enumerated() {
      #expect(try !problems(text).isEmpty, "\(text)")
      let file = try scratch.write(text, to: "bad-\(number).yml")
      #expect(try await validate(["--schemafile", schema, file]).status == 1, "\(text)")
    }
  }
}
