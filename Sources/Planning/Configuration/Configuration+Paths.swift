public import Refusals

extension Configuration {
  /// What the configuration names and a tree of files does not have.
  ///
  /// `exists` says whether the tree has a file or a folder at a path from its root, `names` gives the names in one of
  /// its folders (`.` at the top), from which the nearest is proposed. Signers are not looked for: they are read from
  /// the remote's default branch, whatever tree is released.
  public func pathProblems(
    exists: (String) -> Bool, names: (_ folder: String) -> [String] = { _ in [] }
  ) -> [Refusal] {
    var problems: [Refusal] = []
    func require(_ path: String, _ noun: String, at keys: [String], in folder: String = ".") {
      let whole = RepositoryPath.joined(folder, path)
      guard whole != ".", !exists(whole) else { return }
      problems.append(
        Refusal(
          .missingPath, what: "\(place(of: keys)): the \(noun) \(whole) does not exist.",
          remedy: remedy(for: whole, written: path, in: folder, exists: exists, names: names)))
    }
    if let changelogFile { require(changelogFile, "changelog", at: ["changelog", "file"]) }
    for component in components {
      guard let file = component.changelog else { continue }
      require(file, "changelog", at: ["components", component.name, "changelog"])
    }
    for image in images {
      require(image.context, "build context", at: ["images", image.name, "context"])
      require(image.dockerfile, "Dockerfile", at: ["images", image.name, "dockerfile"])
    }
    for chart in charts {
      let keys = ["charts", chart.name]
      let before = problems.count
      require(chart.file("Chart.yaml"), "chart file", at: keys + ["path"])
      guard problems.count == before else { continue }
      for (index, file) in chart.values.enumerated() {
        require(file, "values file", at: keys + ["values", "\(index)"], in: chart.path)
      }
      for (index, stamp) in chart.stamps.enumerated() {
        require(stamp.file, "file to stamp", at: keys + ["stamp", "\(index)", "file"], in: chart.path)
      }
    }
    return problems
  }

  /// What is wrong with the names of the charts: each must be the one that its Chart.yaml says.
  ///
  /// `name` gives the name in the Chart.yaml at a path from the root; nil when it cannot be read.
  public func chartNameProblems(name: (_ chartFile: String) throws -> String?) rethrows -> [Refusal] {
    try charts.compactMap { chart in
      let file = chart.file("Chart.yaml")
      guard let found = try name(file), found != chart.name else { return nil }
      return Refusal(
        .configuration, what: "\(place(of: ["charts", chart.name])): the chart is not named `\(chart.name)`.",
        why: "\(file) says `\(found)`", remedy: "Name it `\(found)` here too.")
    }
  }

  /// Where a setting was written, or what it belongs to, as messages begin.
  func place(of keys: [String]) -> String {
    var keys = keys
    while !keys.isEmpty {
      if let mark = marks[keys] { return mark.place(in: fileName) }
      keys.removeLast()
    }
    return fileName
  }

  private func remedy(
    for path: String, written: String, in folder: String, exists: (String) -> Bool, names: (String) -> [String]
  ) -> String {
    // A path from the root where one from the chart's folder is expected.
    let fromRoot = RepositoryPath.joined(".", written)
    if folder != ".", fromRoot.hasPrefix("\(folder)/"), exists(fromRoot) {
      return "Paths of a chart begin in its folder: write \(fromRoot.dropFirst(folder.count + 1))."
    }
    // The part that is missing may be a folder far above the file.
    var (parent, name) = RepositoryPath.split(path)
    while parent != ".", !exists(parent) { (parent, name) = RepositoryPath.split(parent) }
    guard let nearest = NearestName.of(name, among: names(parent).sorted()) else { return "" }
    return "Did you mean \(RepositoryPath.joined(parent, nearest))?"
  }
}
