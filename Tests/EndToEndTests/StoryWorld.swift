import ExternalTools
import FoundationEssentials
import TestSupport
import Testing

/// A throw-away world to release into: a bare origin, a clone with history, a real registry, and the built executable.
///
/// What it shows is read without the executable: references by git, tags from the registry's own folders.
final class StoryWorld: Sendable {
  let scratch: ScratchDirectory
  let registry: DockerRegistry
  let environment: [String: String]

  var origin: String { "\(scratch.path)/origin.git" }
  var clone: String { "\(scratch.path)/clone" }

  /// How a run of the executable ended.
  struct Outcome: Sendable {
    var status: Int32
    var output: String
    var errors: String

    /// The whole story of a failed expectation.
    var story: String { "status \(status)\n\(output)\n\(errors)" }
  }

  /// What the public can see: references of the origin but the ledger, and every tag's digest.
  struct Snapshot: Hashable, Sendable {
    var references: [String: String]
    var tags: [String: String]
  }

  /// How much a release of the world consists of.
  struct Size: Sendable {
    var parts: [String]
    var platforms: String
    var values: String

    /// Two images for two platforms, two charts with a values file each.
    static let whole = Size(
      parts: ["broker", "agent"], platforms: "linux/amd64, linux/arm64", values: "values/production.yaml")
    /// As little as there can be of each kind.
    static let small = Size(parts: ["broker"], platforms: "linux/amd64", values: "")
  }

  /// Makes the world; `extra` is appended to the configuration, `htpasswd` locks the registry.
  init(
    _ size: Size = .whole, extra: String = "approve:\n  by: none\n", htpasswd: String? = nil
  ) async throws {
    scratch = try ScratchDirectory("story")
    registry = try await DockerRegistry.start(htpasswd: htpasswd)
    let (path, home) = (scratch.path, "\(scratch.path)/home")
    try Self.write("[user]\n\tname = Rel Eng\n\temail = rel@example.org\n", to: "\(home)/gitconfig")
    try Self.write(
      "[storage]\ndriver = \"vfs\"\ngraphroot = \"\(path)/storage\"\nrunroot = \"\(path)/storage-run\"\n",
      to: "\(path)/storage.conf")
    environment = [
      "HOME": home, "GIT_CONFIG_GLOBAL": "\(home)/gitconfig", "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1",
      "XDG_CACHE_HOME": "\(home)/.cache", "XDG_CONFIG_HOME": "\(home)/.config", "XDG_RUNTIME_DIR": home,
      "XDG_DATA_HOME": "\(home)/.local/share", "DOCKER_CONFIG": "\(home)/.docker", "BUILDAH_ISOLATION": "chroot",
      "STORAGE_DRIVER": "vfs", "CONTAINERS_STORAGE_CONF": "\(path)/storage.conf",
      "PATH": "\(Executable.helmFolder):\(ToolEnvironment.base()["PATH"] ?? "/usr/bin:/bin")",
    ]
    if htpasswd == nil { try Self.write(Canary.login(for: registry.host), to: "\(home)/.docker/config.json") }
    try await makeRepository(size, extra: extra)
  }

  deinit {
    registry.stop()
    if Canary.isLeft(below: scratch.path) { Issue.record("a secret was left below \(scratch.path)") }
  }

  // MARK: the executable

  /// Runs the built executable in `folder`, the clone by default.
  func run(_ arguments: String..., in folder: String? = nil) async throws -> Outcome {
    try await started(arguments, in: folder, environment)
  }

  /// Runs the built executable with the token of every world, where the variables name none.
  func started(_ line: [String], in folder: String?, _ variables: [String: String]) async throws -> Outcome {
    // Not by the environment of the invocation, which would take the token out of what it gives.
    let script = "GITHUB_TOKEN=${GITHUB_TOKEN-\(Canary.token)}; export GITHUB_TOKEN; exec \"$0\" \"$@\""
    let outcome = try await Invocation(
      "/bin/sh", ["-c", script, Executable.path] + line, in: folder ?? clone, environment: variables,
      deadline: .seconds(180)
    ).run()
    let told = Outcome(status: outcome.status, output: outcome.text, errors: outcome.errorText)
    Canary.expectNone(in: told, of: line)
    return told
  }

  // MARK: git

  /// Runs git in `folder`, the clone by default; gives its output without the last newline.
  @discardableResult
  func git(_ arguments: String..., in folder: String? = nil) async throws -> String {
    let outcome = try await Invocation("git", arguments, in: folder ?? clone, environment: environment).run()
      .checked("git \(arguments.joined(separator: " ")) failed.", remedy: "")
    return outcome.text.hasSuffix("\n") ? String(outcome.text.dropLast()) : outcome.text
  }

  /// Commits a change of the application.
  func commit(_ subject: String) async throws {
    try Self.write("\(subject)\n\(UUID().uuidString)\n", to: "\(clone)/app/counter")
    try await git("add", "-A")
    try await git("commit", "-q", "-m", subject)
  }

  /// A fresh clone, as another machine would have it.
  func another(_ name: String, depth: Int? = nil) async throws -> String {
    let path = "\(scratch.path)/\(name)"
    if let depth {
      try await git("clone", "-q", "--depth", "\(depth)", "file://\(origin)", path)
    } else {
      try await git("clone", "-q", origin, path)
    }
    return path
  }

  // MARK: what the world shows

  func references() async throws -> [String: String] {
    let lines = try await git("ls-remote", origin).split(separator: "\n")
    return lines.reduce(into: [:]) { found, line in
      let fields = line.split(separator: "\t")
      guard fields.count == 2 else { return }
      found[String(fields[1])] = String(fields[0])
    }
  }

  func snapshot() async throws -> Snapshot {
    let references = try await references().filter { !$0.key.hasPrefix("refs/brokkr-release/") }
    return Snapshot(references: references, tags: registry.tags())
  }

  /// The digest of a tag; nil when there is none.
  func tag(_ repository: String, _ tag: String) -> String? { registry.tags()["\(repository):\(tag)"] }

  // MARK: the repository

  private func makeRepository(_ size: Size, extra: String) async throws {
    try await git("init", "-q", "--bare", "-b", "main", origin, in: scratch.path)
    try await git("clone", "-q", origin, clone, in: scratch.path)
    try await git("checkout", "-q", "-B", "main")
    for (path, text) in files(size, extra: extra) { try Self.write(text, to: "\(clone)/\(path)") }
    try await commit("chore: start")
    for (subject, tag) in [
      ("feat: the broker", "v1.0.0"), ("feat: agents", "v1.1.0"), ("fix: one", "v1.1.3"),
    ] {
      try await commit(subject)
      try await git("tag", "-a", tag, "-m", tag)
    }
    try await commit("feat: labels")
    try await git("push", "-q", "origin", "main", "--tags")
    try await git("branch", "-q", "--set-upstream-to=origin/main", "main")
  }

  private func files(_ size: Size, extra: String) -> [String: String] {
    var files: [String: String] = [:]
    var images = ""
    var charts = ""
    for name in size.parts {
      let chart = "charts/brokkr-\(name)"
      files["app/\(name)"] = "#!/bin/sh\necho \(name)\n"
      files["docker/Dockerfile.\(name)"] = "FROM scratch\nARG VERSION\nLABEL v=$VERSION\nCOPY app/\(name) /app/main\n"
      files["\(chart)/Chart.yaml"] = """
        # The chart of the \(name).  Keep this comment.
        apiVersion: v2
        name: brokkr-\(name)
        description: 'Has "version: 9.9.9" in its text'
        version: "1.1.3"   # chart version
        appVersion: '1.1.3'

        """
      files["\(chart)/values.yaml"] = "image:\n  repository: \(registry.host)/acme/brokkr-\(name)\n  tag: \"\"\n"
      files["\(chart)/values/production.yaml"] = "replicas: 3\n"
      files["\(chart)/templates/deployment.yaml"] = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{ .Release.Name }}
        spec:
          containers:
            - name: main
              image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"

        """
      images += """
          \(name):
            repository: \(registry.host)/acme/brokkr-\(name)
            dockerfile: docker/Dockerfile.\(name)
            platforms: [\(size.platforms)]

        """
      charts += """
          brokkr-\(name):
            path: \(chart)
            repository: oci://\(registry.host)/acme/charts
            values: [\(size.values)]

        """
    }
    files[".brokkr-release.yml"] =
      "branches:\n  main: { series: trunk }\n  release/*: { series: maintenance }\nbuilder: buildah\n"
      + "images:\n\(images)charts:\n\(charts)\(extra)"
    return files
  }

  static func write(_ text: String, to path: String) throws {
    let url = URL(filePath: path)
    try FileManager.default.createDirectory(
      atPath: url.deletingLastPathComponent().path(percentEncoded: false), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
}
