import ExternalTools
import FoundationEssentials
import Git
import OCI
import Publishing
import ReleaseEngine
import TestSupport

@testable import Planning

/// A bare origin and a clone of it that could be released: an image, a chart, a tag, and a commit since.
struct ReleaseWorld: Sendable {
  let scratch: ScratchDirectory
  var origin: String { "\(scratch.path)/origin.git" }
  var clone: String { "\(scratch.path)/clone" }

  static let configuration = """
    images:
      app: { repository: ghcr.io/acme/app }
    charts:
      app: { repository: oci://ghcr.io/acme/charts, stamp: [{ file: values.yaml, key: image.tag }] }
    approve: { by: none }

    """

  static let chart = "apiVersion: v2\nname: app\nversion: 1.1.0  # ours\nappVersion: '1.1.0'\n"

  /// What is there when the world begins.
  static var files: [String: String] {
    [
      ".brokkr-release.yml": configuration, "Dockerfile": "FROM scratch\nARG VERSION\n",
      "charts/app/Chart.yaml": chart, "charts/app/values.yaml": "image:\n  tag: \"1.1.0\"\n",
    ]
  }

  /// Makes it; `files` come on top of the usual ones.
  init(_ name: String, files: [String: String] = [:]) async throws {
    scratch = try ScratchDirectory(name)
    try await git("init", "-q", "--bare", "-b", "main", origin, in: scratch.path)
    try await git("clone", "-q", origin, clone, in: scratch.path)
    try await git("checkout", "-q", "-B", "main")
    try await commit(Self.files.merging(files) { _, new in new }, "feat: one")
    try await git("tag", "-a", "-m", "v1.1.0", "v1.1.0")
    try await commit(["README": "one\n"], "feat: two")
    try await git("push", "-q", "--follow-tags", "origin", "main")
  }

  var environment: [String: String] {
    [
      "HOME": scratch.path, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Tester",
      "GIT_AUTHOR_EMAIL": "tester@example.org", "GIT_COMMITTER_NAME": "Tester",
      "GIT_COMMITTER_EMAIL": "tester@example.org",
    ]
  }

  @discardableResult
  func git(_ arguments: String..., in folder: String? = nil) async throws -> String {
    let outcome = try await Invocation("git", arguments, in: folder ?? clone, environment: environment).run()
      .checked("git \(arguments.joined(separator: " ")) failed.", remedy: "")
    return outcome.text.hasSuffix("\n") ? String(outcome.text.dropLast()) : outcome.text
  }

  /// Writes files into a clone without committing them.
  func write(_ files: [String: String], in folder: String? = nil) throws {
    let folder = (folder ?? clone).dropFirst(scratch.path.count + 1)
    for (name, text) in files { try scratch.write(text, to: "\(folder)/\(name)") }
  }

  @discardableResult
  func commit(_ files: [String: String], _ subject: String, in folder: String? = nil) async throws -> ObjectID {
    try write(files, in: folder)
    try await git("add", "-A", in: folder)
    try await git("commit", "-q", "--allow-empty", "-m", subject, in: folder)
    return try await head(in: folder)
  }

  func head(in folder: String? = nil) async throws -> ObjectID {
    try ObjectID(parsing: try await git("rev-parse", "HEAD", in: folder))
  }

  /// Another clone of the origin, by its name; `depth` makes it shallow.
  func another(_ name: String, depth: Int? = nil) async throws -> String {
    let path = "\(scratch.path)/\(name)"
    let arguments = ["clone", "-q"] + (depth.map { ["--depth", "\($0)"] } ?? []) + ["file://\(origin)", path]
    _ = try await Invocation("git", arguments, in: scratch.path, environment: environment).run()
      .checked("The clone was not made.", remedy: "")
    return path
  }

  /// What a command in the clone works on, with the configuration that lies there.
  func workspace(at path: String? = nil, _ text: String? = nil) throws -> Workspace {
    let folder = path ?? clone
    let bytes =
      try text.map { Array($0.utf8) } ?? [UInt8](Data(contentsOf: URL(filePath: "\(folder)/.brokkr-release.yml")))
    return Workspace(
      repository: try Repository(at: folder),
      configuration: try Configuration.load(text: bytes, file: ".brokkr-release.yml"),
      registries: Registries.plain(), environment: environment)
  }

  /// The only component of a workspace.
  static func scope(_ workspace: Workspace) throws -> ComponentScope {
    try ComponentScope.named(nil, in: workspace.configuration)
  }

  /// A record as a test needs it.
  static func record(
    _ version: String, _ state: ReleaseState = .published, mode: RollbackMode? = nil, ordinal: Int = 1
  ) -> Record {
    var record = Record(
      version: version, tag: "v\(version)", component: nil, state: state,
      holder: Holder(host: "h", actor: "A <a@b>", pid: 1, start: "s"))
    (record.mode, record.ordinal) = (mode, ordinal)
    return record
  }

  /// Records releases in the ledger of the remote.
  func record(_ records: [Record], at path: String? = nil) async throws {
    let workspace = try workspace(at: path)
    let snapshot = try await workspace.ledger.load()
    var state = snapshot.state
    for record in records { state.records[record.tag] = record }
    let advance = try await workspace.ledger.advance(snapshot, to: state, adding: ContentStore(), saying: "test")
    try await workspace.catalog.apply([advance])
    try await workspace.ledger.follow(advance)
  }
}
