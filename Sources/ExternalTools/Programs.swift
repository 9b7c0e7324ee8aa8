#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The programs that can be started.
public enum Programs {
  /// The path of a program: itself where it is a path, else the first of its name on PATH; nil when there is none.
  public static func locate(_ name: String) -> String? {
    locate(name, on: OwnEnvironment.value("PATH") ?? "/usr/local/bin:/usr/bin:/bin")
  }

  /// The path of a program on a search path; relative folders of it are passed over, as they mean another one after
  /// each change of folder.
  static func locate(_ name: String, on path: String) -> String? {
    guard !name.isEmpty else { return nil }
    guard !name.contains("/") else { return isExecutable(name) ? absolute(name) : nil }
    for folder in path.split(separator: ":") where folder.hasPrefix("/") {
      let candidate = "\(folder)/\(name)"
      if isExecutable(candidate) { return candidate }
    }
    return nil
  }

  /// Whether a path is a folder.
  static func isFolder(_ path: String) -> Bool { mode(path).map { $0 & S_IFMT == S_IFDIR } ?? false }

  private static func isExecutable(_ path: String) -> Bool {
    guard let mode = mode(path), mode & S_IFMT == S_IFREG else { return false }
    return access(path, X_OK) == 0
  }

  private static func mode(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode : nil
  }

  /// The same file whatever folder the program is started in.
  private static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return "\(String(cString: folder))/\(path)"
  }
}
