import Git
import Refusals
import ReleaseEngine
import SemanticVersioning
import Testing

@testable import Planning

@Suite("The candidate of a release")
struct CandidateTests {
  private func candidate(
    _ world: ReleaseWorld, _ version: String = "1.2.0", mode: StampMode = .commit, at path: String? = nil,
    under text: String? = nil
  ) async throws -> Candidate {
    let workspace = try world.workspace(at: path, text)
    let head = try workspace.repository.commit(await world.head(in: path))
    return try Candidate(
      SemanticVersion(parsing: version), of: ReleaseWorld.scope(workspace), at: head, mode: mode,
      in: workspace.repository)
  }

  private func text(_ path: String, in tree: ObjectID, of world: ReleaseWorld) throws -> String? {
    try Repository(at: world.clone).file(path, in: tree).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What differs between two trees, as `mode path`.
  private func differences(_ world: ReleaseWorld, _ one: ObjectID, _ other: ObjectID) async throws -> [String] {
    try await world.git("diff-tree", "-r", one.description, other.description).split(separator: "\n")
      .map { line in
        let fields = line.split { $0 == " " || $0 == "\t" || $0 == ":" }
        return "\(fields[0]) \(fields[1]) \(fields.last ?? "")"
      }
  }

  @Test(
    "each mode stamps the same tree; only two of them make a commit of it",
    arguments: [(StampMode.commit, true), (.tag, true), (.none, false)])
  func modes(mode: StampMode, needsCommit: Bool) async throws {
    let world = try await ReleaseWorld("modes")
    let candidate = try await candidate(world, mode: mode)
    #expect(candidate.needsCommit == needsCommit)
    #expect(candidate.tree != candidate.head.tree)
    #expect(
      candidate.stamped.map(\.file) == [
        "charts/app/Chart.yaml", "charts/app/Chart.yaml", "charts/app/values.yaml",
      ])
    #expect(candidate.stamped.map(\.key) == [["version"], ["appVersion"], ["image", "tag"]])
    #expect(candidate.stamped.allSatisfy { $0.before == "1.1.0" && $0.after == "1.2.0" })
    #expect(try await candidate.tree == self.candidate(world).tree)
    // Neither the working tree nor the index nor any reference was touched.
    #expect(try await world.git("status", "--porcelain") == "")
    #expect(try await world.git("rev-parse", "HEAD^{tree}") == candidate.head.tree.description)
  }

  @Test("`check` stamps nothing and lists every scalar that does not say the version")
  func check() async throws {
    let world = try await ReleaseWorld("check")
    let list = try await #require(throws: RefusalList.self) { try await candidate(world, mode: .check) }
    #expect(list.refusals.map(\.code) == [.usage, .usage, .usage])
    #expect(list.refusals.allSatisfy { $0.why.contains("says 1.1.0") && $0.remedy.contains("stamp 1.2.0") })
    #expect(list.refusals.map(\.why).joined().contains("image.tag"))
  }

  @Test("files that say the version already need no commit and no other tree", arguments: StampMode.allCases)
  func alreadySaid(mode: StampMode) async throws {
    let world = try await ReleaseWorld("said")
    let candidate = try await candidate(world, "1.1.0", mode: mode)
    #expect(!candidate.needsCommit)
    #expect(candidate.stamped.isEmpty)
    #expect(candidate.tree == candidate.head.tree)
  }

  @Test(
    "nothing but the scalars changes, byte for byte",
    arguments: [
      ("\u{FEFF}version: 1.1.0\r\nappVersion: 1.1.0\r\n", "\u{FEFF}version: 1.2.0\r\nappVersion: 1.2.0\r\n"),
      ("version : '1.1.0' # v\nappVersion:\t\"1.1.0\"", "version : '1.2.0' # v\nappVersion:\t\"1.2.0\""),
      (
        "# version: 0\ndescription: |\n  version: 9.9.9\nappVersion: 1.1.0\ndependencies:\n  - version: 3.0.0\nversion: 1.1.0\n",
        "# version: 0\ndescription: |\n  version: 9.9.9\nappVersion: 1.2.0\ndependencies:\n  - version: 3.0.0\nversion: 1.2.0\n"
      ),
      ("appVersion: ''\n\n\n\nversion: 1.1.0\n...\n", "appVersion: '1.2.0'\n\n\n\nversion: 1.2.0\n...\n"),
      ("appVersion: main\nversion: 1.1.0\nname: ä\u{0308}\n", "appVersion: 1.2.0\nversion: 1.2.0\nname: ä\u{0308}\n"),
    ])
  func bytes(before: String, after: String) async throws {
    let world = try await ReleaseWorld("bytes", files: ["charts/app/Chart.yaml": before])
    let candidate = try await candidate(world)
    #expect(
      try text("charts/app/Chart.yaml", in: candidate.tree, of: world).map { Array($0.utf8) } == Array(after.utf8))
    let paths = try await differences(world, candidate.head.tree, candidate.tree).map { $0.split(separator: " ")[2] }
    #expect(paths == ["charts/app/Chart.yaml", "charts/app/values.yaml"])
  }

  @Test("the mode of a stamped file stays")
  func fileMode() async throws {
    let world = try await ReleaseWorld("file-mode")
    try await world.git("update-index", "--chmod=+x", "charts/app/values.yaml")
    try await world.git("commit", "-q", "-m", "chore: mode")
    let candidate = try await candidate(world)
    #expect(
      try await differences(world, candidate.head.tree, candidate.tree) == [
        "100644 100644 charts/app/Chart.yaml", "100755 100755 charts/app/values.yaml",
      ])
  }

  @Test("two clones agree on the tree, whoever works there and however deep they are", arguments: [nil, 1])
  func twoClones(depth: Int?) async throws {
    let world = try await ReleaseWorld("clones")
    let other = try await world.another("other", depth: depth)
    try await world.git("config", "user.name", "Somebody else", in: other)
    try await world.git("config", "core.autocrlf", "true", in: other)
    let (one, two) = (try await candidate(world), try await candidate(world, at: other))
    #expect(one.head.id == two.head.id)
    #expect(one.tree == two.tree)
    #expect(one.stamped == two.stamped)
  }

  @Test("a scalar that is configured twice is stamped once, and one file may have several")
  func twice() async throws {
    let text = """
      charts:
        app:
          repository: oci://ghcr.io/acme/charts
          stamp: [{ file: Chart.yaml, key: version }, { file: values.yaml, key: image.tag }, { file: values.yaml, key: other }]
      """
    let world = try await ReleaseWorld("twice", files: ["charts/app/values.yaml": "image:\n  tag: x\nother: y # z\n"])
    let candidate = try await candidate(world, under: text)
    #expect(candidate.stamped.map { $0.key.joined(separator: ".") } == ["version", "appVersion", "image.tag", "other"])
    #expect(
      try self.text("charts/app/values.yaml", in: candidate.tree, of: world)
        == "image:\n  tag: 1.2.0\nother: 1.2.0 # z\n")
  }

  @Test("the chart's `app-version` is filled in, and quoted where it would be no string")
  func appVersion() async throws {
    let text = "charts: { app: { repository: oci://ghcr.io/acme/charts, app-version: '{major}.{minor}' } }"
    let chart = "version: 1.1.0\nappVersion: 1.1.0\n"
    let world = try await ReleaseWorld("app-version", files: ["charts/app/Chart.yaml": chart])
    let candidate = try await candidate(world, under: text)
    #expect(
      try self.text("charts/app/Chart.yaml", in: candidate.tree, of: world) == "version: 1.2.0\nappVersion: \"1.2\"\n")
  }

  @Test("all that cannot be stamped is told at once, each with its file")
  func refusals() async throws {
    let text = """
      charts:
        app:
          repository: oci://ghcr.io/acme/charts
          stamp:
            - { file: gone.yaml, key: tag }
            - { file: values.yaml, key: image.missing }
            - { file: anchor.yaml, key: tag }
            - { file: flow.yaml, key: image.tag }
            - { file: block.yaml, key: tag }
            - { file: broken.yaml, key: tag }
            - { file: list.yaml, key: tag }
            - { file: link.yaml, key: tag }
      """
    let files = [
      "anchor.yaml": "tag: &v 1.1.0\nother: *v\n", "flow.yaml": "image: { tag: 1.1.0 }\n",
      "block.yaml": "tag: >-\n  1.1.0\n", "broken.yaml": "tag: 1.1.0\n\tx: [\n", "list.yaml": "tag: [1.1.0]\n",
    ]
    let world = try await ReleaseWorld(
      "refusals", files: Dictionary(uniqueKeysWithValues: files.map { ("charts/app/\($0.key)", $0.value) }))
    // A link's text is no YAML to stamp, whatever it leads to.
    let link = try await world.git("rev-parse", "HEAD:charts/app/values.yaml")
    try await world.git("update-index", "--add", "--cacheinfo", "120000,\(link),charts/app/link.yaml")
    try await world.git("commit", "-q", "-m", "chore: a link")
    let list = try await #require(throws: RefusalList.self) { try await candidate(world, under: text) }
    let told = list.refusals.map(\.description)
    #expect(list.refusals.first?.code == .missingPath)
    for file in ["gone", "values", "anchor", "flow", "block", "broken", "list", "link"] {
      #expect(told.contains { $0.contains("\(file).yaml") }, "\(file).yaml")
    }
    #expect(told.count == 8)
  }

  // MARK: The changelog

  private func candidate(
    _ world: ReleaseWorld, mode: StampMode, adding text: String, names: Set<String> = ["1.2.0"]
  ) async throws -> Candidate {
    let workspace = try world.workspace()
    return try Candidate(
      SemanticVersion(1, 2, 0), of: ReleaseWorld.scope(workspace),
      at: workspace.repository.commit(await world.head()), mode: mode, in: workspace.repository,
      adding: ChangelogSection(file: "docs/CHANGES.md", names: names, text: text))
  }

  @Test(
    "a section is added where a commit is made, and where the file has none of the release",
    arguments: [(StampMode.commit, true), (.tag, true), (.none, false)])
  func changelog(mode: StampMode, isAdded: Bool) async throws {
    let before = "# Changes\r\n\r\n## [Unreleased]\r\n\r\n## 1.1.0\r\n- one"
    let world = try await ReleaseWorld("changelog", files: ["docs/CHANGES.md": before])
    let plain = try await candidate(world, mode: mode)
    let candidate = try await candidate(world, mode: mode, adding: "## 1.2.0\n- two")
    #expect(candidate.changelog == (isAdded ? "docs/CHANGES.md" : nil))
    #expect(candidate.stamped == plain.stamped)
    let expected = before.replacing("## 1.1.0", with: "## 1.2.0\r\n- two\r\n\r\n## 1.1.0")
    let now = try text("docs/CHANGES.md", in: candidate.tree, of: world)
    #expect(now.map { Array($0.utf8) } == Array((isAdded ? expected : before).utf8))
    #expect((candidate.tree == plain.tree) == !isAdded)
    let written = try await self.candidate(world, mode: mode, adding: "## 1.1.0\n- again", names: ["1.1.0"])
    #expect(written.changelog == nil)
    #expect(written.tree == plain.tree)
  }

  @Test("files that say the version already still get the section, by a commit of its own")
  func onlyChangelog() async throws {
    let chart = "version: 1.2.0\nappVersion: 1.2.0\n"
    let world = try await ReleaseWorld(
      "only-changelog",
      files: [
        "docs/CHANGES.md": "# C\n", "charts/app/Chart.yaml": chart, "charts/app/values.yaml": "image: {tag: 1.2.0}\n",
      ])
    let text = "charts: { app: { repository: oci://ghcr.io/acme/charts } }\nchangelog: { file: docs/CHANGES.md }"
    try world.write([".brokkr-release.yml": text])
    let candidate = try await candidate(world, mode: .commit, adding: "## 1.2.0\n- two")
    #expect(candidate.stamped.isEmpty)
    #expect(candidate.needsCommit)
    #expect(
      try await differences(world, candidate.head.tree, candidate.tree) == ["100644 100644 docs/CHANGES.md"])
  }

  @Test("the message of the release commit carries the tag as a trailer")
  func message() {
    let message = Candidate.message(tag: "agent/v1.2.0")
    #expect(message == "Release agent/v1.2.0\n\nRelease: agent/v1.2.0\n")
  }
}
