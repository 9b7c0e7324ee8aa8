import FoundationEssentials
import SemanticVersioning

/// The charts that lie in a chart's own charts/ folder, as archives or as folders.
struct VendoredCharts: Hashable, Sendable {
  /// One of them.
  struct Chart: Hashable, Sendable {
    var name: String
    var version: String
  }

  /// All of them, sorted by what they are called in charts/.
  let charts: [Chart]

  /// Looks into the charts/ folder of the chart in `directory`; what is no chart is passed over, as Helm does.
  init(at directory: String) {
    let folder = "\(directory)/charts"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    charts = names.sorted().compactMap { name in
      guard !name.hasPrefix("."), !name.hasPrefix("_") else { return nil }
      return name.hasSuffix(".tgz") ? Self.archive(String(name.dropLast(4))) : Self.folder("\(folder)/\(name)")
    }
  }

  /// The versions that are there of a chart.
  func versions(of name: String) -> [String] { charts.filter { $0.name == name }.map(\.version) }

  /// There is a chart that serves for `wanted`, a version or a range.
  ///
  /// Only a whole version is compared; a range is Helm's to understand, and any version of the name will do here.
  func has(_ name: String, wanted: String) -> Bool {
    let versions = versions(of: name)
    guard (try? SemanticVersion(parsing: wanted)) != nil else { return !versions.isEmpty }
    return versions.contains(wanted)
  }

  /// Name and version out of the name of an archive: they meet at the first hyphen with a whole version behind it.
  private static func archive(_ name: String) -> Chart? {
    for index in name.indices where name[index] == "-" {
      let version = name[name.index(after: index)...]
      let bare = version.hasPrefix("v") ? version.dropFirst() : version
      if (try? SemanticVersion(parsing: bare)) != nil {
        return Chart(name: String(name[..<index]), version: String(version))
      }
    }
    return nil
  }

  private static func folder(_ path: String) -> Chart? {
    guard let place = RegularFile.resolved("\(path)/Chart.yaml"),
      let bytes = try? RegularFile.bytes(of: place, limit: ChartFolder.fileLimit, shown: path),
      let metadata = try? ChartMetadata(parsing: bytes, file: path)
    else { return nil }
    return Chart(name: metadata.name, version: metadata.version)
  }
}
