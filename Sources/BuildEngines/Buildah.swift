import ExternalTools
public import Refusals

/// Builds with Buildah: no daemon, and one command that writes the layout without a trace in its store.
public struct Buildah: BuildEngine {
  /// `buildah`.
  public static let name = "buildah"

  /// The program, by its name on PATH or its path.
  var program = "buildah"
  /// Variables for the program beside those that every tool gets.
  var environment: [String: String] = [:]

  /// Makes the engine.
  public init() {}

  /// The program's version, such as `1.28.2`.
  public func version() async throws -> String {
    guard Programs.locate(program) != nil else {
      throw Refusal(
        .toolMissing, what: "Buildah cannot be used.", why: "`buildah` is not on PATH",
        remedy: "Install it: `apt-get install buildah`, or the same with dnf, apk or pacman.")
    }
    let outcome = try await Invocation(program, ["--version"], deadline: .seconds(30)).run()
      .checked("Buildah did not tell its version.", remedy: "Run `buildah --version`.")
    let words = outcome.text.split(whereSeparator: \.isWhitespace)
    return words.count > 2 ? String(words[2]) : outcome.text
  }

  /// Nothing but the program is needed.
  public func checkReady() async throws { _ = try await version() }

  /// Builds one cell into a new OCI layout.
  @discardableResult
  public func build(
    _ cell: BuildCell, to layout: String, onLine: @escaping @Sendable (String) -> Void
  ) async throws -> [Note] {
    let partial = try PartialLayout(at: layout, for: cell)
    defer { partial.discard() }
    let log = BuildLog(onLine: onLine)
    // Run where the layout arises: `oci:NAME` has no way to write a colon, a bare name needs none.
    let arguments = Self.arguments(for: cell, into: partial.name, hasEpoch: try await hasEpoch())
    // A time that this process was given is not the one of the release.
    let own = environment.merging(["SOURCE_DATE_EPOCH": "\(cell.timestamp)"]) { _, epoch in epoch }
    let outcome = try await Invocation(program, arguments, in: partial.parent, environment: own)
      .run(onErrorLine: log.append)
    try Task.checkCancellation()
    guard outcome.succeeded else {
      throw Refusal.build(cell, with: Self.name, status: outcome.status, log: log)
    }
    try partial.finish(cell)
    return log.notes(for: cell)
  }

  /// Whether the program has `--source-date-epoch`, as newer ones do.
  ///
  /// It then takes the build argument SOURCE_DATE_EPOCH for the option, and refuses `--timestamp` beside it.
  private func hasEpoch() async throws -> Bool {
    let help = try await Invocation(program, ["bud", "--help"], environment: environment, deadline: .seconds(30)).run()
    return help.text.contains("--source-date-epoch")
  }

  /// The command line of a build; `layout` is a name in the folder that it is run in.
  static func arguments(for cell: BuildCell, into layout: String, hasEpoch: Bool) -> [String] {
    let time =
      hasEpoch
      ? ["--source-date-epoch", "\(cell.timestamp)", "--rewrite-timestamp"] : ["--timestamp", "\(cell.timestamp)"]
    return ["bud"] + cell.options + time + [
      "--format", "oci",
      // The same image whichever Buildah builds it.
      "--identity-label=false",
      // Without a cache of layers nothing stays in the store.
      "--layers=false",
      "--disable-compression=false",
      // Steps and errors in one stream, in their order.
      "--logfile", "/dev/stderr",
      "--tag", "oci:\(layout)",
      cell.contextDirectory,
    ]
  }
}
