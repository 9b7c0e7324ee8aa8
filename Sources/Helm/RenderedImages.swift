/// The images that a rendered chart names.
public enum RenderedImages {
  /// One `image:` of a rendered chart.
  public struct Reference: Hashable, Sendable {
    /// The line, counted from 1 in the whole output.
    public var line: Int
    /// The image, without quotes.
    public var reference: String
  }

  /// Every `image:` that has a value on its line, in the order of the text.
  ///
  /// Lines are read one by one, so that an image is found in the text of a ConfigMap too, and in output that is no YAML.
  public static func references(in text: String) -> [Reference] {
    var found: [Reference] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      guard line.first(where: { $0 != " " }) != "#" else { continue }
      for range in line.ranges(of: "image") {
        guard isKeyPlace(line[..<range.lowerBound]), let value = value(after: line[range.upperBound...]) else {
          continue
        }
        found.append(Reference(line: index + 1, reference: value))
      }
    }
    return found
  }

  /// Whether a key may stand behind `before`: at the line's beginning, behind hyphens, or in a flow mapping.
  private static func isKeyPlace(_ before: Substring) -> Bool {
    var rest = before
    if rest.last == "\"" || rest.last == "'" { rest.removeLast() }
    if rest.allSatisfy({ $0 == " " || $0 == "-" }) { return rest.last != "-" }
    return rest.last { $0 != " " }.map { $0 == "{" || $0 == "," } == true
  }

  /// The scalar behind a key that ends at `rest`; nil where there is no colon or no scalar.
  private static func value(after rest: Substring) -> String? {
    let isQuoted = rest.first == "\"" || rest.first == "'"
    let colon = (isQuoted ? rest.dropFirst() : rest).drop { $0 == " " }
    guard colon.first == ":" else { return nil }
    let value = colon.dropFirst().drop { $0 == " " || $0 == "\t" }
    // Only JSON lets a value follow the colon without a blank.
    guard let first = value.first, isQuoted || colon.dropFirst().first != first else { return nil }
    if first == "\"" || first == "'" {
      let inner = value.dropFirst().prefix { $0 != first }
      return inner.isEmpty || inner.endIndex == value.endIndex ? nil : String(inner)
    }
    guard !"{[&*!|>#,}]".contains(first) else { return nil }
    return String(value.prefix { !$0.isWhitespace && !",}]".contains($0) })
  }
}
