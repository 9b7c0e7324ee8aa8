/// The files whose change makes images and charts worth building again.
enum SourcePaths {
  /// The patterns of a trigger; nil where every file may count.
  static func filter(_ input: WorkflowInput) -> YAML? {
    guard !input.images.contains(where: { $0.context == "." }) else { return nil }
    var seen: Set<String> = []
    let patterns =
      (input.images.flatMap { [folder($0.context), escaped($0.dockerfile)] }
      + input.charts.map { folder($0.path) }
      + [escaped(input.configurationFile), escaped(BuildImages.path), escaped(BuildAndTest.path)])
      .filter { seen.insert($0).inserted }
    return .list(patterns.map { .text($0) })
  }

  private static func folder(_ path: String) -> String { path == "." ? "**" : "\(escaped(path))/**" }

  /// A path of which no character means more than itself in a filter.
  static func escaped(_ path: String) -> String {
    path.map { "*?+[]!\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
  }
}
