/// Text for people, with marks for what stands out; made harmless for terminals when it is rendered.
struct StyledText: Hashable, Sendable {
  /// How a piece stands out; never its only sign, since there may be no color.
  enum Style: Hashable, Sendable {
    case strong, dim, good, caution, bad

    /// The parameter of the terminal's command.
    fileprivate var parameter: String {
      switch self {
      case .strong: "1"
      case .dim: "2"
      case .good: "32"
      case .caution: "33"
      case .bad: "31"
      }
    }
  }

  private struct Span: Hashable, Sendable {
    var text: String
    var style: Style?
  }

  private var spans: [Span]

  /// Makes text of one style.
  init(_ text: some StringProtocol, _ style: Style? = nil) { spans = [Span(text: String(text), style: style)] }

  /// No text.
  init() { spans = [] }

  /// Lines in their order.
  init(lines: [StyledText]) {
    spans = Array(lines.map(\.spans).joined(separator: [Span(text: "\n")]))
  }

  var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }

  /// The text alone, escaped.
  var plain: String { rendered(isColored: false) }

  /// The text as it is written, with the terminal's commands where it has color.
  func rendered(isColored: Bool) -> String {
    var rendered = ""
    for span in spans {
      let text = Printable.text(span.text)
      if isColored, let style = span.style, !text.isEmpty {
        rendered += "\u{1B}[\(style.parameter)m\(text)\u{1B}[0m"
      } else {
        rendered += text
      }
    }
    return rendered
  }

  static func + (one: StyledText, other: StyledText) -> StyledText {
    var sum = one
    sum += other
    return sum
  }

  static func += (text: inout StyledText, other: StyledText) { text.spans += other.spans }
}

extension StyledText: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self.init(value) }
  init(stringInterpolation: Interpolation) { self = stringInterpolation.text }

  /// `"\(tag, .strong) was cut"`.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = StyledText()

    init(literalCapacity: Int, interpolationCount: Int) {}
    mutating func appendLiteral(_ literal: String) { text += StyledText(literal) }
    mutating func appendInterpolation(_ value: StyledText) { text += value }
    mutating func appendInterpolation(_ value: some CustomStringConvertible, _ style: Style? = nil) {
      text += StyledText(value.description, style)
    }
  }
}
