import FoundationEssentials
import Helm
import OCI
import Refusals
public import SemanticVersioning

extension HandOverFolder {
  /// Merges and reads what several folders hold, in any order; every planned image, platform and chart has to be there.
  ///
  /// What lies in several of them has to be the same in all.
  ///
  /// - Parameters:
  ///   - folders: the folders.
  ///   - scope: what is released.
  ///   - version: its version.
  ///   - annotations: what indexes say of the release.
  ///   - created: when the sources were committed, as RFC 3339.
  ///   - isStored: layers that are not in the folders were handed over in the registry.
  /// - Returns: everything that was built.
  /// - Throws: a `Refusal` with all that is missing, or with what two folders disagree about.
  public static func collect(
    _ folders: [HandOverFolder], of scope: ComponentScope, version: SemanticVersion, annotations: [String: String],
    created: String, isStored: Bool = false
  ) throws -> Built {
    for folder in folders { try folder.requireRegularFiles() }
    var missing: [String] = []
    var images: [Built.Image] = []
    for (image, target) in zip(scope.images, scope.imageTargets) {
      var children: [(platform: Platform, layout: String)] = []
      for platform in image.platforms {
        let cell = "image \(image.name) \(platform)"
        let found = folders.map { $0.layout(of: image.name, platform) }.filter {
          FileManager.default.fileExists(atPath: "\($0)/index.json")
        }
        try requireSame(found, cell) { try ImageLayout(at: $0).index().manifests.map(\.digest).sorted() }
        if let first = found.first { children.append((platform, first)) } else { missing.append(cell) }
      }
      guard missing.isEmpty else { continue }
      let merged = try ImageMerge.merge(
        children, planned: image.platforms, annotations: annotations, isStored: isStored)
      images.append(Built.Image(target: target, merged: merged))
    }
    var charts: [Built.Chart] = []
    for (chart, target) in zip(scope.charts, scope.chartTargets) {
      let found = folders.map { $0.chart(chart.name, version) }.filter { FileManager.default.fileExists(atPath: $0) }
      try requireSame(found, "chart \(chart.name)") { try Digest.sha256(ofFile: $0).0 }
      guard let first = found.first else {
        missing.append("chart \(chart.name)")
        continue
      }
      let archive = try ChartArchive(reading: first)
      guard archive.metadata.name == chart.name, archive.metadata.version == version.description else {
        throw Refusal(
          .contentMissing, what: "\(first) is not the chart that is released.",
          why: "It is \(archive.metadata.name) \(archive.metadata.version)",
          remedy: "Build it again from the commit that is released.")
      }
      charts.append(
        Built.Chart(target: target, archive: archive, manifest: ChartManifest(of: archive, created: created)))
    }
    guard missing.isEmpty else {
      throw Refusal(
        .contentMissing, what: "\(scope.tag.tag(for: version)) was not planned: built content is missing.",
        why: missing.joined(separator: "\n"),
        remedy: "Give the folders that hold it by --input, one for each.")
    }
    var built = Built(images: images, charts: charts)
    built.extras = try assets(of: folders)
    return built
  }

  /// Throws where two folders have one cell, and not the same in it: nobody could say which was tested.
  private static func requireSame<Content: Equatable>(
    _ found: [String], _ cell: String, _ content: (String) throws -> Content
  ) throws {
    guard found.count > 1, let first = found.first else { return }
    let expected = try content(first)
    guard let other = try found.dropFirst().first(where: { try content($0) != expected }) else { return }
    throw Refusal(
      .contentMissing, what: "Nothing was taken: two folders disagree about \(cell).", why: "\(first)\n\(other)",
      remedy: "Leave one of them out, or build both again from the commit that is released.")
  }

  /// The further files of the GitHub Release; one that several folders hold is taken once.
  private static func assets(of folders: [HandOverFolder]) throws -> [ReleaseFile] {
    var files: [String: ReleaseFile] = [:]
    for file in try folders.flatMap({ try $0.assets() }) {
      guard let known = files.updateValue(file, forKey: file.name), known.digest != file.digest else { continue }
      throw Refusal(
        .contentMissing, what: "Nothing was taken: two folders disagree about assets/\(file.name).",
        remedy: "Leave one of them out, or rename it.")
    }
    return files.values.sorted { $0.name < $1.name }
  }

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
}
