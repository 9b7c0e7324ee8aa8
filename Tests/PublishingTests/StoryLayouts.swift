import FoundationEssentials
import OCI
import Publishing
import ReleaseEngine
import SemanticVersioning

/// Image layouts on disk, with the documents that the releases and the strangers of a story put there.
struct StoryLayouts: Sendable {
  /// The folder that relative addresses start from.
  let root: String

  static let images = ImageTarget(
    name: "app", repository: .layout("images"), tags: templates(["{version}", "{major}.{minor}", "{major}", "latest"]))
  static let mirror = ImageTarget(name: "mirror", repository: .layout("images-mirror"), tags: templates(["latest"]))
  static let chart = ChartTarget(name: "app", repository: .layout("charts/app"))

  private static let folders = ["images", "images-mirror", "charts/app"]

  private static func templates(_ texts: [String]) -> [FloatingTag] {
    texts.compactMap { try? FloatingTag(parsing: $0) }
  }

  // MARK: Documents

  /// What a version publishes; two versions have the very same image.
  static func image(of version: String) -> StoredManifest {
    document("image \(version == "1.2.1" ? "1.2.0" : version)")
  }
  static func chart(of version: String) -> StoredManifest { document("chart \(version)") }
  static let strangers = (0..<3).map { document("stranger \($0)") }

  static let documents: [String: StoredManifest] = {
    let versions = StoryVersion.all + ["1.1.2", "1.2.9"]
    let all = versions.flatMap { [image(of: $0), chart(of: $0)] } + strangers
    return Dictionary(all.map { ($0.digest.description, $0) }, uniquingKeysWith: { first, _ in first })
  }()

  private static func document(_ note: String) -> StoredManifest {
    let type = "application/vnd.oci.image.index.v1+json"
    let text = #"{"annotations":{"note":"\#(note)"},"manifests":[],"mediaType":"\#(type)","schemaVersion":2}"#
    return StoredManifest(bytes: Array(text.utf8))
  }

  // MARK: The folders

  func layout(_ folder: String) -> ImageLayout { ImageLayout(at: "\(root)/\(folder)") }

  /// Makes the layouts hold nothing but what an adopted repository shows, if it is one.
  func reset(adopting versions: [String]) async throws {
    for folder in Self.folders {
      // Documents may stay: they are content, which nobody sees.
      try? FileManager.default.removeItem(atPath: "\(root)/\(folder)/index.json")
      try await layout(folder).put(Self.strangers[0], as: "any")
      try await layout(folder).removeTag("any")
    }
    for version in versions {
      for name in [version] + StoryVersion.floats(version) {
        try await layout("images").put(Self.image(of: version), as: name)
      }
      try await layout("images-mirror").put(Self.image(of: version), as: "latest")
    }
  }

  /// Somebody writes past the tool.
  func put(_ value: String?, at slot: String) async throws {
    let tag = try RegistryTag(address: slot)
    guard case .layout(let folder) = tag.repository else { return }
    guard let document = value.flatMap({ Self.documents[$0] }) else {
      return try await layout(folder).removeTag(tag.tag)
    }
    try await layout(folder).put(document, as: tag.tag)
  }

  /// What every tag shows, by its slot.
  func shown() throws -> [String: String] {
    var shown: [String: String] = [:]
    for folder in Self.folders {
      for entry in try layout(folder).index().manifests {
        guard let name = entry.annotations?["org.opencontainers.image.ref.name"] else { continue }
        shown["oci-layout:\(folder):\(name)"] = entry.digest.description
      }
    }
    return shown
  }

  /// The indexes, byte for byte.
  func bytes() throws -> [Data] {
    try Self.folders.map { try Data(contentsOf: URL(filePath: "\(root)/\($0)/index.json")) }
  }

  // MARK: Releases

  /// What the model takes a version to claim, worked out without the tool.
  static func claims(of version: String) -> [RuleModel.Claim] {
    let image = image(of: version).digest.description
    var claims = StoryVersion.floats(version).map {
      RuleModel.Claim(slot: "oci-layout:images:\($0)", role: .floating, value: image)
    }
    if !StoryVersion.isCandidate(version) {
      claims.append(RuleModel.Claim(slot: "oci-layout:images-mirror:latest", role: .floating, value: image))
    }
    let chart = chart(of: version).digest.description
    return claims + [
      RuleModel.Claim(slot: "oci-layout:images:\(version)", role: .images, value: image),
      RuleModel.Claim(slot: "oci-layout:charts/app:\(version)", role: .charts, value: chart),
    ]
  }

  /// By floating slot, the highest of `versions` in its scope.
  static func ranks(of versions: [String]) -> [String: String] {
    var ranks: [String: String] = [:]
    for version in versions {
      let slots = StoryVersion.floats(version).map { "oci-layout:images:\($0)" } + ["oci-layout:images-mirror:latest"]
      for slot in slots where ranks[slot].map({ StoryVersion.precedes($0, version) }) ?? true { ranks[slot] = version }
    }
    return ranks
  }

  /// A draft with the claims of the publish targets.
  static func draft(of version: String, holder: Holder, unrecorded: [String], force: Set<String>) throws -> Draft {
    let parsed = try SemanticVersion(parsing: version)
    var record = Record(version: version, tag: "v\(version)", component: nil, state: .built, holder: holder)
    let (image, chart) = (held(image(of: version)), held(chart(of: version)))
    var values: [SlotName: HeldValue] = [:]
    for claim in images.claims(parsed, value: image) + mirror.claims(parsed, value: image) {
      record.claims.append(claim)
      values[claim.name] = image
    }
    let claim = Self.chart.claim(parsed, value: chart)
    record.claims.append(claim)
    values[claim.name] = chart
    let others = try unrecorded.map { try SemanticVersion(parsing: $0) }
    let ranks = images.ranks(parsed, unrecorded: others).merging(mirror.ranks(parsed, unrecorded: others)) { one, _ in
      one
    }
    return Draft(record: record, values: values, ranks: ranks, force: force)
  }

  private static func held(_ document: StoredManifest) -> HeldValue {
    HeldValue(document.digest.description, content: document.bytes)
  }
}
