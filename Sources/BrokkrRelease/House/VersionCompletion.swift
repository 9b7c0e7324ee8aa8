import ArgumentParser
import ExternalTools
import Git
import SemanticVersioning

/// What a shell completes where a released version is asked for: the tags that hold one.
///
/// It starts neither the library nor a configuration, since somebody waits at the prompt.
enum VersionCompletion {
  /// The most that is offered: more is no choice, and a shell takes long over it.
  static let limit = 100

  /// For arguments and options.
  static let kind = CompletionKind.custom { words, _, prefix in
    versions(near: folder(in: words), beginningWith: prefix)
  }

  /// The tags that hold a version, the highest first, at most about ``limit``.
  ///
  /// A shell goes on typing what all have in common, so the first and the last by name are among them whatever their rank.
  static func versions(near folder: String, beginningWith prefix: String) -> [String] {
    let prefix = Array(prefix.utf8)
    // What is not a version by all rules shares its numbers with one as a rule, and there is room for some of them.
    var found = HighestTags(room: 2 * limit)
    TagNames.forEach(near: folder, beginningWith: prefix) { found.take($0) }
    let highest = sorted(found.highest).map(\.name)
    guard found.count > limit else { return highest }
    let offered = highest.prefix(limit)
    return offered + sorted(found.outermost).map(\.name).filter { !offered.contains($0) }
  }

  private static func sorted(_ tags: [RankedTag]) -> [(name: String, rank: SemanticVersion.Precedence)] {
    var seen: Set<String> = []
    return tags.compactMap { tag in tag.rank.map { (tag.name, $0) } }.filter { seen.insert($0.0).inserted }
      .sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $1.1 < $0.1 }
  }

  /// The repository that the line names, or a variable; else where the shell is.
  static func folder(in words: [String], _ variable: (String) -> String? = OwnEnvironment.value) -> String {
    if let place = words.lastIndex(where: { $0 == "-C" || $0 == "--repo" }), place + 1 < words.count {
      return expanded(words[place + 1], variable)
    }
    if let option = words.last(where: { $0.hasPrefix("--repo=") }) {
      return expanded(String(option.dropFirst(7)), variable)
    }
    return variable("BROKKR_RELEASE_REPO") ?? variable("GIT_DIR") ?? "."
  }

  /// The home folder in place of a tilde: the shell hands the line over as it is typed.
  private static func expanded(_ path: String, _ variable: (String) -> String?) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = variable("HOME") else { return path }
    return home + path.dropFirst()
  }
}
