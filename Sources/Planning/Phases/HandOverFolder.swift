import FoundationEssentials
import Helm
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

  /// Throws where the folder is none of these, or its content was built from something else.
  public func verify(_ expected: Origin) throws {
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

  /// Merges and reads what several folders hold; every planned image, platform and chart has to be there once.
  public static func collect(
    _ folders: [HandOverFolder], of scope: ComponentScope, version: SemanticVersion, annotations: [String: String],
    created: String
  ) throws -> Built {
    for folder in folders { try folder.requireRegularFiles() }
    var missing: [String] = []
    var images: [Built.Image] = []
    for (image, target) in zip(scope.images, scope.imageTargets) {
      var children: [(platform: Platform, layout: String)] = []
      for platform in image.platforms {
        let found = folders.map { $0.layout(of: image.name, platform) }.filter {
          FileManager.default.fileExists(atPath: "\($0)/index.json")
        }
        guard let first = found.first else {
          missing.append("image \(image.name) \(platform)")
          continue
        }
        try refuseDifferent(found, "image \(image.name) \(platform)")
        children.append((platform, first))
      }
      guard missing.isEmpty else { continue }
      let merged = try ImageMerge.merge(children, planned: image.platforms, annotations: annotations)
      images.append(Built.Image(target: target, merged: merged))
    }
    var charts: [Built.Chart] = []
    for (chart, target) in zip(scope.charts, scope.chartTargets) {
      let found = folders.map { $0.chart(chart.name, version) }.first { FileManager.default.fileExists(atPath: $0) }
      guard let found else {
        missing.append("chart \(chart.name)")
        continue
      }
      let archive = try ChartArchive(reading: found)
      guard archive.metadata.name == chart.name, archive.metadata.version == version.description else {
        throw Refusal(
          .contentMissing, what: "\(found) is not the chart that is released.",
          why: "It is \(archive.metadata.name) \(archive.metadata.version)",
          remedy: "Build it again from the commit that is released.")
      }
      charts.append(
        Built.Chart(target: target, archive: archive, manifest: ChartManifest(of: archive, created: created)))
    }
    guard missing.isEmpty else {
      throw Refusal(
        .contentMissing, what: "\(scope.tag.tag(for: version)) is not complete: built content is missing.",
        why: missing.joined(separator: "\n"),
        remedy: "Give the folders that hold it by --input, one for each.")
    }
    var built = Built(images: images, charts: charts)
    built.extras = try folders.flatMap { try $0.assets() }
    return built
  }

  /// The further files of the GitHub Release.
  private func assets() throws -> [ReleaseFile] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/assets")) ?? []
    return try names.sorted().map { name in
      let file = "\(path)/assets/\(name)"
      let type = try? FileManager.default.attributesOfItem(atPath: file)[.type] as? FileAttributeType
      guard type == .typeRegular else {
        throw Refusal(
          .usage, what: "\(path) was not taken as input: assets/\(name) is no file.",
          remedy: "Put the files themselves into \(path)/assets.")
      }
      return try ReleaseFile(name, at: file)
    }
  }

  /// Throws where folders hold different builds of one thing: which of them is meant would be a guess.
  private static func refuseDifferent(_ layouts: [String], _ cell: String) throws {
    let digests = try layouts.map { Set(try ImageLayout(at: $0).index().manifests.map(\.digest)) }
    guard let other = digests.firstIndex(where: { $0 != digests[0] }) else { return }
    throw Refusal(
      .usage, what: "Nothing was taken as input: \(cell) is there twice, and not the same.",
      why: "\(layouts[0]) and \(layouts[other])", remedy: "Name only the folder of the build that is meant.")
  }

  /// Throws where something is neither a file nor a folder: a link would bring in what was never built.
  private func requireRegularFiles() throws {
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
