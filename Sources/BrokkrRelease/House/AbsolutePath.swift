import FoundationEssentials

/// A path that means the same from every folder.
enum AbsolutePath {
  /// The path itself, or as it is seen from the working directory.
  static func of(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
  }
}
