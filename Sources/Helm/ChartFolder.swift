import FoundationEssentials
import Refusals

/// A chart as it lies on disk: the files that belong into its archive.
struct ChartFolder {
  /// One file, named relative to the chart's folder.
  struct File: Hashable, Sendable {
    var path: String
    var bytes: [UInt8]
  }

  /// How large one file may be, and all of them together: Helm loads no more.
  static let fileLimit = 5 << 20
  static let totalLimit = 100 << 20
  private static let countLimit = 10_000
  private static let depthLimit = 32

  private let root: String
  private let rules: IgnoreRules
  private(set) var files: [File] = []
  private var total = 0
  private var count = 0

  /// Reads the chart in a folder.
  ///
  /// - Parameter directory: the folder; links in it are followed as long as they stay inside.
  /// - Throws: a `Refusal` for links that lead out, for special files, and for more than Helm would load.
  init(at directory: String) throws {
    guard let root = RegularFile.resolved(directory), RegularFile.kind(leadingTo: root) == .folder else {
      throw Refusal(
        .missingPath, what: "The chart in \(directory) was not read.", why: "There is no such folder",
        remedy: "Correct the path of the chart.")
    }
    self.root = root
    let ignore = "\(root)/.helmignore"
    let bytes = RegularFile.kind(ofPath: ignore) == nil ? [] : try Self.read(".helmignore", in: root)
    rules = try IgnoreRules(parsing: bytes, file: ".helmignore")
    try visit("", real: root, above: [])
    files.sort { Self.order($0.path, $1.path) }
  }

  private mutating func visit(_ folder: String, real: String, above: [String]) throws {
    guard above.count < Self.depthLimit, !above.contains(real) else {
      throw Self.refusal("\(folder) is nested too deep, or a link that leads to a folder around it")
    }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: real) else {
      throw Self.refusal("\(folder) cannot be read")
    }
    for name in names {
      count += 1
      guard count <= Self.countLimit else { throw Self.refusal("it has more than \(Self.countLimit) files") }
      // Helm loads no chart of such a name, and packs none.
      if folder == "charts", name.hasPrefix("_") || name.hasPrefix(".") { continue }
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      let place = "\(real)/\(name)"
      let isFolder = RegularFile.kind(leadingTo: place) == .folder
      guard !rules.ignores(path, isFolder: isFolder) else { continue }
      let target = try Self.inside(place, path, root)
      if isFolder {
        try visit(path, real: target, above: above + [real])
      } else {
        try take(path, from: target)
      }
    }
  }

  private mutating func take(_ path: String, from place: String) throws {
    // Helm splits the names in an archive at backslashes where there are any.
    guard !path.contains("\\") else { throw Self.refusal("\(path) has a backslash in its name") }
    let bytes = try RegularFile.bytes(of: place, limit: Self.fileLimit, shown: path)
    total += bytes.count
    guard total <= Self.totalLimit else {
      throw Self.refusal("it has more than \(Self.totalLimit) bytes")
    }
    files.append(File(path: path, bytes: bytes))
  }

  private static func read(_ path: String, in root: String) throws -> [UInt8] {
    try RegularFile.bytes(of: inside("\(root)/\(path)", path, root), limit: fileLimit, shown: path)
  }

  /// What a path leads to, which has to lie inside of `root`.
  private static func inside(_ place: String, _ path: String, _ root: String) throws -> String {
    guard RegularFile.kind(ofPath: place) == .link else {
      guard RegularFile.kind(ofPath: place) != .special else { throw RegularFile.special(path) }
      return place
    }
    guard let target = RegularFile.resolved(place) else {
      throw refusal("\(path) is a link that leads nowhere")
    }
    guard target.hasPrefix("\(root)/") || target == root else {
      throw refusal("\(path) is a link that leads out of the chart")
    }
    return target
  }

  private static func refusal(_ why: String) -> Refusal {
    Refusal(
      .configuration, what: "The chart was not packed.", why: why,
      remedy: "Replace it by a plain file, or leave it out by .helmignore.")
  }

  /// The order of Helm's own archives; within one group by the bytes of the path.
  private static func order(_ one: String, _ other: String) -> Bool {
    let (first, second) = (rank(one), rank(other))
    return first == second ? one.utf8.lexicographicallyPrecedes(other.utf8) : first < second
  }

  private static func rank(_ path: String) -> Int {
    switch path {
    case "Chart.yaml": 0
    case "Chart.lock": 1
    case "values.yaml": 2
    case "values.schema.json": 3
    case _ where path.hasPrefix("templates/"): 4
    case _ where path.hasPrefix("charts/"): 6
    default: 5
    }
  }
}
