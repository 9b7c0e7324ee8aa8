/// Paths inside of the repository that is released, with `/` between their parts.
enum RepositoryPath {
  /// The path of a name below a folder; `..` remains only where it leads out of the repository.
  static func joined(_ folder: String, _ name: String) -> String {
    var parts: [Substring] = []
    for part in folder.split(separator: "/") + name.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }

  /// Why a path that starts from a folder cannot be one inside of the repository; nil when it can.
  static func problem(of path: String, in folder: String = ".") -> String? {
    if path.isEmpty { return "It is empty" }
    if path.utf8.contains(where: { $0 < 32 || $0 == 127 }) { return "It holds a control character" }
    if path.hasPrefix("/") { return "It is absolute, and only what is in the repository is released" }
    let whole = joined(folder, path)
    return whole == ".." || whole.hasPrefix("../") ? "It leads out of the repository" : nil
  }

  /// The folder that holds a path, `.` at the top, and the name there.
  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }
}
