/// What git and OCI allow as the name of a tag.
public enum TagName {
  /// What git would refuse in a tag's name, without a period; nil where it would take it.
  static func fault(in name: String) -> String? {
    guard !name.hasPrefix("-") else { return "a tag does not begin with a hyphen" }
    for byte in name.utf8 where byte <= ASCII.space || byte == 0x7F || "~^:?*[\\".utf8.contains(byte) {
      return "git allows no space, control character or any of ~ ^ : ? * [ \\ in a tag"
    }
    let bytes = Array(name.utf8)
    guard bytes.offsets(of: "..").isEmpty, bytes.offsets(of: "@{").isEmpty else {
      return "git allows neither `..` nor `@{` in a tag"
    }
    for part in name.split(separator: "/", omittingEmptySubsequences: false) {
      guard !part.isEmpty else { return "a part between the slashes of a tag is empty" }
      guard !part.hasPrefix("."), !part.hasSuffix("."), !part.hasSuffix(".lock") else {
        return "a part of a tag neither begins or ends with a dot nor ends in `.lock`"
      }
    }
    return nil
  }

  /// Whether a registry takes it as a tag: `[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}`.
  public static func isRegistryTag(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= 128, first != ASCII.dot, first != ASCII.hyphen else {
      return false
    }
    return name.utf8.allSatisfy { $0.isIdentifier || $0 == ASCII.dot || $0 == ASCII.underscore }
  }
}
