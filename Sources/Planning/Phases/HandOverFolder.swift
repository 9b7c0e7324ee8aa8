import FoundationEssentials
public import OCI
import Refusals
public import SemanticVersioning

/// A folder in which built content travels from the job that built it to the one that publishes.
///
/// `images/NAME/OS-ARCHITECTURE` is an OCI image layout with one platform, `charts/NAME-VERSION.tgz` a packaged chart,
/// `assets/NAME` a further file of the GitHub Release, and `hand-over.json` says what they were built from.
public struct HandOverFolder: Sendable {
  /// The folder.
  public let path: String

  /// Names a folder; nothing is read yet.
  public init(at path: String) { self.path = path }

  /// What the content was built from.
  public struct Origin: Codable, Hashable, Sendable {
    /// The version, without the tag's prefix.
    public var version: String
    /// The tag.
    public var tag: String
    /// The commit that is released.
    public var head: String
    /// The tree with the version stamped into it.
    public var tree: String

    /// Makes an origin.
    public init(version: String, tag: String, head: String, tree: String) {
      (self.version, self.tag, self.head, self.tree) = (version, tag, head, tree)
    }
  }

  /// Where the layout of one platform of one image lies.
  public func layout(of image: String, _ platform: Platform) -> String {
    "\(path)/images/\(image)/\(platform.description.replacing("/", with: "-"))"
  }

  /// Where a packaged chart lies.
  public func chart(_ name: String, _ version: SemanticVersion) -> String { "\(path)/charts/\(name)-\(version).tgz" }

  /// Writes what the content was built from.
  public func write(_ origin: Origin) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try encoder.encode(origin).write(to: URL(filePath: originFile), options: .atomic)
  }

  /// What the content was built from, as the folder says it.
  ///
  /// - Throws: a `Refusal` where the folder is none of these, or holds what could lead elsewhere.
  public func origin() throws -> Origin {
    try requireRegularFiles()
    guard let bytes = try? Data(contentsOf: URL(filePath: originFile)),
      let origin = try? JSONDecoder().decode(Origin.self, from: bytes)
    else {
      throw Refusal(
        .usage, what: "\(path) was not taken as input: it has no readable hand-over.json.",
        remedy: "Name the folder that `build --output` or a parked `cut` wrote.")
    }
    return origin
  }

  /// Throws where the folder is none of these, or its content was built from something else, or is damaged.
  ///
  /// A folder with nothing but further files of the GitHub Release comes from a job of the repository's own, which
  /// knows nothing of where it was built from: the plan names these files by their digests.
  public func verify(_ expected: Origin) throws {
    try verifyContent()
    if (try? FileManager.default.contentsOfDirectory(atPath: path)) == ["assets"] { return }
    let origin = try origin()
    guard origin == expected else {
      throw Refusal(
        .approvalMissing, what: "\(path) was not taken as input: it was built from something else.",
        why: "It holds \(origin.tag) of tree \(origin.tree), and \(expected.tag) has tree \(expected.tree)",
        remedy: "Build it again from the commit that is released.")
    }
  }

  /// Throws where the folder holds content that was built from something else: cells of two commits must not mix.
  public func refuseOlderContent(than expected: Origin) throws {
    guard let bytes = try? Data(contentsOf: URL(filePath: originFile)) else { return }
    guard let origin = try? JSONDecoder().decode(Origin.self, from: bytes), origin == expected else {
      throw Refusal(
        .usage, what: "Nothing was built: \(path) holds content of another commit or version.",
        remedy: "Remove the folder, or name another by --output.")
    }
  }

  /// Throws where something is not a regular file or folder, or a file of an image is not what its name says.
  func verifyContent() throws {
    try requireRegularFiles()
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: "\(path)/images"))?.sorted() ?? [] {
      for platform in (try? files.contentsOfDirectory(atPath: "\(path)/images/\(name)"))?.sorted() ?? [] {
        try verifyBlobs(in: "images/\(name)/\(platform)/blobs")
      }
    }
  }

  private func verifyBlobs(in folder: String) throws {
    for algorithm in (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)"))?.sorted() ?? [] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)/\(algorithm)")) ?? []
      for name in names.sorted() {
        let file = "\(folder)/\(algorithm)/\(name)"
        guard let digest = try? Digest(parsing: "\(algorithm):\(name)"),
          try Digest.sha256(ofFile: "\(path)/\(file)").0 == digest
        else {
          throw Refusal(
            .contentMissing, what: "\(path) was not taken as input: \(file) is not what its name says.",
            why: "Every file there is called by the SHA-256 of its bytes",
            remedy: "Hand the folder over again, or build it again.")
        }
      }
    }
  }

  /// Throws where something is neither a file nor a folder: a link would bring in what was never built.
  func requireRegularFiles() throws {
    func require(_ name: String) throws {
      guard
        let type = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.type] as? FileAttributeType,
        type != .typeRegular
      else { return }
      guard type == .typeDirectory else {
        throw Refusal(
          .usage, what: "\(path) was not taken as input: \(name) is neither a file nor a folder.",
          why: "A link or a device could bring in what was never built.",
          remedy: "Name a folder that holds the content itself.")
      }
      let inner = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)")) ?? []
      for entry in inner.sorted() { try require("\(name)/\(entry)") }
    }
    for name in ["hand-over.json", "images", "charts", "assets"] { try require(name) }
  }

  private var originFile: String { "\(path)/hand-over.json" }
}
