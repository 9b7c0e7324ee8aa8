extension RenderedImages {
  /// Every place where one of `repositories` stands with a tag or a digest, as the value of `image:` or anywhere else.
  ///
  /// - Parameters:
  ///   - repositories: names such as `ghcr.io/acme/app`.
  ///   - text: what a chart renders.
  /// - Returns: the references in the order of the text, each place once.
  public static func references(to repositories: Set<String>, in text: String) -> [Reference] {
    var found: [Reference] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      guard line.first(where: { $0 != " " }) != "#" else { continue }
      for repository in repositories.sorted() {
        for range in line.ranges(of: repository) where isBoundary(line[..<range.lowerBound].last) {
          guard let version = version(after: line[range.upperBound...]) else { continue }
          found.append(Reference(line: index + 1, reference: repository + version))
        }
      }
    }
    let images = references(in: text).filter { image in
      repositories.contains(image.reference) && !found.contains { $0.line == image.line }
    }
    return (found + images).sorted { $0.line < $1.line }
  }

  /// Whether a name may begin behind this character, rather than go on.
  private static func isBoundary(_ before: Character?) -> Bool {
    guard let before else { return true }
    return !(before.isLetter || before.isNumber || "._-/:@".contains(before)) || before == "/"
  }

  /// The tag, the digest or both that follow; nil where neither does.
  private static func version(after rest: Substring) -> String? {
    var text = ""
    var rest = rest
    if rest.first == ":" {
      let tag = rest.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
      guard !tag.isEmpty else { return nil }
      text = ":\(tag)"
      rest = rest.dropFirst(1 + tag.count)
    }
    if rest.hasPrefix("@sha256:") {
      text += rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "@:".contains($0)) }
    }
    return text.isEmpty ? nil : text
  }
}
