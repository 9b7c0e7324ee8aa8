/// The files whose change makes images and charts worth building again.
enum SourcePaths {
  /// The patterns of a trigger; nil where every file may count.
  static func filter(_ input: WorkflowInput) -> YAML? {
    guard !input.images.contains(where: { $0.context == "." }) else { return nil }
    var seen: Set<String> = []
    let patterns =
      (input.images.flatMap { [folder($0.context)] + ownFiles(of: $0).map(escaped) }
      + input.charts.map { folder($0.path) }
      + [escaped(input.configurationFile), escaped(BuildImages.path), escaped(BuildAndTest.path)])
      .filter { seen.insert($0).inserted }
    return .list(patterns.map { .text($0) })
  }

  /// The files that the build of an image reads beside its context: the Dockerfile, and what that one ignores.
  private static func ownFiles(of image: WorkflowInput.Image) -> [String] {
    [image.dockerfile, "\(image.dockerfile).dockerignore"]
  }

  private static func folder(_ path: String) -> String { path == "." ? "**" : "\(escaped(path))/**" }

  /// A path of which no character means more than itself in a filter.
  static func escaped(_ path: String) -> String {
    path.map { "*?+[]!\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
  }
}
