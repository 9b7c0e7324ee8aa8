/// Puts a line of text into Markdown so that it shows as itself and does nothing.
enum MarkdownText {
  /// The text with everything escaped that Markdown, HTML or a forge would act upon.
  ///
  /// A backslash does not keep a forge from notifying whom `@name` means, since it looks at the rendered page; behind the
  /// sign stands a space of no width. Nor does one keep an address from being a link, and inside of one it would be shown.
  ///
  /// - Parameters:
  ///   - text: one line, as ``CommitText/line(_:limit:)`` gives it.
  ///   - isLeading: it stands where a line or the item of a list begins.
  /// - Returns: Markdown on one line.
  static func escaped(_ text: some StringProtocol, isLeading: Bool) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "@": result += "@&#8203;"
      case "\\", "`", "*", "[", "]", "|", "~", "$": result += "\\\(scalar)"
      case "_":
        // Inside of a word it stands for itself, and a name in a link stays readable.
        let isInside = index > 0 && scalars[index - 1].isWordly && index + 1 < scalars.count
        result += isInside && scalars[index + 1].isWordly ? "_" : "\\_"
      case "#", "-", "+", "=": result += isLeading && index == 0 ? "\\\(scalar)" : "\(scalar)"
      case ":" where scalars[(index + 1)...].starts(with: "//".unicodeScalars): result += "&#58;"
      case "." where String(String.UnicodeScalarView(scalars[max(0, index - 3)..<index])).lowercased() == "www":
        result += "&#46;"
      case ".", ")":
        let isNumbering = isLeading && index > 0 && scalars[..<index].allSatisfy { ("0"..."9").contains($0) }
        result += isNumbering ? "\\\(scalar)" : "\(scalar)"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  /// A letter or a digit.
  var isWordly: Bool { properties.isAlphabetic || properties.numericType != nil }
}
