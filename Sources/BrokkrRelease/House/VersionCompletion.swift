import ArgumentParser
import Git
import SemanticVersioning

/// What a shell completes where a released version is asked for: the tags that hold one.
///
/// It starts neither the library nor a configuration, since somebody waits at the prompt.
enum VersionCompletion {
  /// For arguments and options.
  static let kind = CompletionKind.custom { words, _, prefix in
    versions(among: TagNames.near(folder(in: words)), beginningWith: prefix)
  }

  /// The tags that hold a version, the highest first.
  static func versions(among tags: Set<String>, beginningWith prefix: String) -> [String] {
    let found = tags.compactMap { tag -> (tag: String, rank: SemanticVersion.Precedence)? in
      guard tag.hasPrefix(prefix) else { return nil }
      // By bytes: there may be thousands, and somebody waits.
      let start = tag.utf8.lastIndex(of: UInt8(ascii: "/")).map(tag.utf8.index(after:)) ?? tag.startIndex
      let name = tag[start...].utf8.drop { $0 < UInt8(ascii: "0") || $0 > UInt8(ascii: "9") }
      return SemanticVersion(utf8: Array(name).span).map { (tag, $0.precedence) }
    }
    return found.sorted { $0.rank == $1.rank ? $0.tag < $1.tag : $1.rank < $0.rank }.map(\.tag)
  }

  /// The repository that the line names, else where the shell is.
  static func folder(in words: [String]) -> String {
    guard let place = words.lastIndex(where: { $0 == "-C" || $0 == "--repo" }), place + 1 < words.count else {
      return "."
    }
    return words[place + 1]
  }
}
