#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The variables of this process itself.
public enum OwnEnvironment {
  /// The value of a variable; nil where it is not set, or empty.
  public static func value(_ name: String) -> String? {
    exactly(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The value of a variable, also an empty one; nil where it is not set.
  public static func exactly(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Every variable, also the empty ones.
  public static var all: [String: String] {
    var found: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let pair = String(cString: text)
      if let equals = pair.firstIndex(of: "=") {
        found[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
      }
      entry += 1
    }
    return found
  }
}
