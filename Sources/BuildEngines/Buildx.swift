import ExternalTools
import FoundationEssentials
public import Refusals

/// Builds with BuildKit, driven by `docker buildx`.
public struct Buildx: BuildEngine {
  /// `buildx`.
  public static let name = "buildx"

  /// The program, by its name on PATH or its path.
  var program = "docker"

  /// Makes the engine.
  public init() {}

  /// The plugin's version, such as `v0.29.1`.
  public func version() async throws -> String {
    guard Programs.locate(program) != nil else {
      throw Refusal(
        .toolMissing, what: "Buildx cannot be used.", why: "`docker` is not on PATH",
        remedy: "Install Docker with its buildx plugin, or set `builder: buildah`.")
    }
    let outcome = try await Invocation(program, ["buildx", "version"], deadline: .seconds(30)).run()
    guard outcome.succeeded else {
      throw Refusal(
        .toolMissing, what: "Buildx cannot be used.", why: "`docker` has no buildx plugin here",
        remedy: "Install it: `apt-get install docker-buildx-plugin`, or set `builder: buildah`.")
    }
    return outcome.text.split(whereSeparator: \.isWhitespace).dropFirst().first.map(String.init) ?? outcome.text
  }

  /// A builder must answer, and it must be one that can write OCI layouts.
  public func checkReady() async throws {
    _ = try await version()
    let outcome = try await Invocation(program, ["buildx", "inspect"], deadline: .seconds(60)).run()
    guard outcome.succeeded else {
      throw Refusal(
        .toolMissing, what: "Buildx cannot be used: its builder does not answer.",
        why: outcome.errorText.split(separator: "\n").last.map(String.init) ?? "",
        remedy: "Start the Docker engine or choose a builder with `docker buildx use`, or set `builder: buildah`.")
    }
    let driver = outcome.text.split(separator: "\n").first { $0.hasPrefix("Driver:") }?.split(separator: ":").last
    guard driver?.filter({ !$0.isWhitespace }) == "docker" else { return }
    // The engine's own builder writes layouts only where containerd stores the images.
    let status = try await Invocation(program, ["info", "--format", "{{.DriverStatus}}"], deadline: .seconds(60)).run()
    guard !status.text.contains("io.containerd.snapshotter") else { return }
    throw Refusal(
      .toolMissing, what: "Buildx cannot be used: its builder cannot write OCI layouts.",
      why: "The builder in use has the driver `docker`, over an image store without containerd",
      remedy: "Run `docker buildx create --use --driver docker-container`, or set `builder: buildah`.")
  }

  /// Builds one cell into a new OCI layout.
  @discardableResult
  public func build(
    _ cell: BuildCell, to layout: String, onLine: @escaping @Sendable (String) -> Void
  ) async throws -> [Note] {
    let partial = try PartialLayout(at: layout, for: cell)
    let metadata = "\(partial.path).json"
    defer {
      partial.discard()
      try? FileManager.default.removeItem(atPath: metadata)
    }
    let log = BuildLog(onLine: onLine)
    let cache = BuildCache()
    let outcome = try await Invocation(
      program, Self.arguments(for: cell, into: partial.path, metadata: metadata, cache: cache),
      environment: ["SOURCE_DATE_EPOCH": "\(cell.timestamp)"], inheriting: cache.variables
    ).run(onErrorLine: log.append)
    try Task.checkCancellation()
    guard outcome.succeeded else {
      throw Refusal.build(cell, with: Self.name, status: outcome.status, log: log)
    }
    try partial.finish(cell, told: try Self.digest(in: metadata, of: cell))
    return log.notes(for: cell)
  }

  /// The command line of a build.
  static func arguments(
    for cell: BuildCell, into layout: String, metadata: String, cache: BuildCache = BuildCache(environment: [:])
  ) -> [String] {
    ["buildx", "build"] + cell.options + cache.options + [
      // Provenance holds the times of the build: with it no two builds are alike.
      "--provenance=false",
      "--metadata-file", metadata,
      "--output", "type=oci,tar=false,\(Self.field("dest=\(layout)")),rewrite-timestamp=true",
      cell.contextDirectory,
    ]
  }

  /// One field of a line of comma-separated values, which `--output` is.
  private static func field(_ text: String) -> String {
    guard text.contains(",") || text.contains("\"") else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  private static func digest(in file: String, of cell: BuildCell) throws -> String {
    struct Metadata: Decodable {
      var digest: String
      enum CodingKeys: String, CodingKey { case digest = "containerimage.digest" }
    }
    guard let bytes = try? Data(contentsOf: URL(filePath: file)),
      let metadata = try? JSONDecoder().decode(Metadata.self, from: bytes)
    else {
      throw Refusal(
        .buildFailed, what: "\(cell.title) was not built.", why: "buildx ended well, but told no digest of its image",
        remedy: "Run `docker buildx version`; at least v0.12 is needed.")
    }
    return metadata.digest
  }
}
