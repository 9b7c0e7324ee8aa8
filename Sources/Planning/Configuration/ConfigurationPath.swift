/// The keys that lead to a setting, as one text.
enum ConfigurationPath {
  /// The path with its parts joined by dots; a part with other than letters, digits, `-` and `_` is quoted.
  static func text(_ path: [String]) -> String {
    path.isEmpty ? "the configuration" : path.map(part).joined(separator: ".")
  }

  private static func part(_ text: String) -> String {
    text.utf8.allSatisfy { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
      ? text : "\"\(text)\""
  }
}
