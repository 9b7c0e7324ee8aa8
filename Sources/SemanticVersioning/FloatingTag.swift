/// A tag that an image gets for a version, as a template: `{version}`, `{major}.{minor}`, `{major}`, `latest`.
///
/// One that names the whole version stays where it is for good; any other one floats: it follows the highest final
/// version in its scope.
public struct FloatingTag: Hashable, Sendable, CustomStringConvertible {
  /// The template as it is configured.
  public let text: String
  let pieces: [Piece]

  enum Piece: Hashable, Sendable {
    case literal(String)
    case major, minor, patch, version

    var isLiteral: Bool { if case .literal = self { true } else { false } }

    init?(placeholder name: some StringProtocol) {
      switch name {
      case "major": self = .major
      case "minor": self = .minor
      case "patch": self = .patch
      case "version": self = .version
      default: return nil
      }
    }
  }

  /// Reads a template, and makes sure that a registry takes what it gives.
  public init(parsing text: String) throws(MalformedPattern) {
    self.text = text
    var pieces: [Piece] = []
    var rest = text[...]
    while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      if brace > rest.startIndex { pieces.append(.literal(String(rest[..<brace]))) }
      let name = rest[brace...].dropFirst().prefix { $0 != "{" && $0 != "}" }
      guard rest[brace] == "{", name.endIndex < rest.endIndex, rest[name.endIndex] == "}",
        let piece = Piece(placeholder: name)
      else { throw MalformedPattern(text, "its placeholders are {version}, {major}, {minor} and {patch}") }
      pieces.append(piece)
      rest = rest[name.endIndex...].dropFirst()
    }
    if !rest.isEmpty { pieces.append(.literal(String(rest))) }
    self.pieces = pieces
    guard Self.isUnambiguous(pieces) else {
      throw MalformedPattern(text, "each placeholder stands once, and never right behind another")
    }
    guard TagName.isRegistryTag(rendered(SemanticVersion(1, 0, 0))) else {
      throw MalformedPattern(
        text, "a registry's tag has 1 to 128 letters, digits, `_`, `.` and `-`, and begins with none of the last two")
    }
  }

  /// Whether the name holds the whole version, so that no other version ever has it.
  public var isVersionName: Bool {
    pieces.contains(.version) || [.major, .minor, .patch].allSatisfy(pieces.contains)
  }

  /// The tag for a version; nil where the version gets none of this template.
  ///
  /// A pre-release gets only names that hold its whole spelling, `{major}` without `{minor}` nothing below 1.0.0: there
  /// each minor version may break what the one before it did. Nil also where ``fault(for:)`` is not.
  public func name(for version: SemanticVersion) -> String? {
    guard applies(to: version) else { return nil }
    let name = rendered(version)
    return TagName.isRegistryTag(name) ? name : nil
  }

  /// Why no registry takes the name that the version would get, without a period; nil where there is no such trouble.
  public func fault(for version: SemanticVersion) -> String? {
    guard applies(to: version) else { return nil }
    let name = rendered(version)
    guard !TagName.isRegistryTag(name) else { return nil }
    guard name.utf8.count > 128 else { return "a registry's tag holds no build metadata" }
    return "a registry's tag has at most 128 characters, and `\(text)` gives \(name.utf8.count) for this version"
  }

  /// Whether some version would get this name.
  public func couldName(_ name: String) -> Bool { Self.matches(pieces[...], Array(name.utf8)[...]) }

  /// Otherwise two versions could give one name: 1.11.1 and 11.1.1 by `{major}{minor}{patch}`.
  private static func isUnambiguous(_ pieces: [Piece]) -> Bool {
    let placeholders = pieces.filter { !$0.isLiteral }
    return Set(placeholders).count == placeholders.count
      && zip(pieces, pieces.dropFirst()).allSatisfy { $0.isLiteral || $1.isLiteral }
  }

  private func applies(to version: SemanticVersion) -> Bool {
    if version.isPrerelease { return pieces.contains(.version) }
    return version.major > 0 || !pieces.contains(.major) || pieces.contains(.minor) || pieces.contains(.version)
  }

  private func rendered(_ version: SemanticVersion) -> String {
    var name = ""
    for piece in pieces {
      switch piece {
      case .literal(let text): name += text
      case .major: name += "\(version.major)"
      case .minor: name += "\(version.minor)"
      case .patch: name += "\(version.patch)"
      case .version: name += version.description
      }
    }
    return name
  }

  private static func matches(_ pieces: ArraySlice<Piece>, _ name: ArraySlice<UInt8>) -> Bool {
    guard name.count <= 128, let piece = pieces.first else { return pieces.isEmpty && name.isEmpty }
    if case .literal(let text) = piece {
      return name.starts(with: text.utf8) && matches(pieces.dropFirst(), name.dropFirst(text.utf8.count))
    }
    return name.indices.contains { last in
      let part = name[...last]
      return isValue(part, of: piece) && matches(pieces.dropFirst(), name[(last + 1)...])
    }
  }

  private static func isValue(_ part: ArraySlice<UInt8>, of piece: Piece) -> Bool {
    if piece == .version { return SemanticVersion(utf8: Array(part).span) != nil }
    return part.allSatisfy(\.isDigit) && (part.count == 1 || part.first != ASCII.zero)
  }

  /// The template as it is configured.
  public var description: String { text }
}
