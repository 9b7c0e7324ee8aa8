import SemanticVersioning

/// A text with `{version}`, `{major}`, `{minor}` and `{patch}` in it.
enum VersionTemplate {
  /// The text with every placeholder filled in.
  static func filled(_ template: String, with version: SemanticVersion) -> String {
    let values = [
      "version": version.description, "major": "\(version.major)", "minor": "\(version.minor)",
      "patch": "\(version.patch)",
    ]
    return pieces(of: template).map { piece in
      switch piece {
      case .text(let text): text
      case .placeholder(let name): values[name] ?? "{\(name)}"
      }
    }.joined()
  }

  /// A placeholder that means nothing here; nil when all are known.
  static func unknownPlaceholder(in template: String) -> String? {
    for case .placeholder(let name) in pieces(of: template)
    where !["version", "major", "minor", "patch"].contains(name) { return name }
    return nil
  }

  private enum Piece {
    case text(String)
    case placeholder(String)
  }

  private static func pieces(of template: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      pieces.append(.text(String(rest[..<open])))
      pieces.append(.placeholder(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    return pieces + [.text(String(rest))]
  }
}
