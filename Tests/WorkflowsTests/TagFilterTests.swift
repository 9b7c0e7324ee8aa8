import Testing

@testable import Workflows

@Suite struct TagFilterTests {
  /// What GitHub's filter patterns mean, as far as they are used.
  private func fits(_ tag: String, _ pattern: String) throws -> Bool {
    var expression = ""
    var isEscaped = false
    for character in pattern {
      switch character {
      case "\\" where !isEscaped:
        isEscaped = true
        continue
      case "*" where !isEscaped: expression += "[^/]*"
      case "[" where !isEscaped, "]" where !isEscaped, "+" where !isEscaped, "-" where !isEscaped:
        expression.append(character)
      default: expression += character.isLetter || character.isNumber ? "\(character)" : "\\\(character)"
      }
      isEscaped = false
    }
    return try Regex(expression).wholeMatch(in: tag) != nil
  }

  @Test(
    "tags that look like a version start a release, others do not",
    arguments: [
      ("v1.2.0", true), ("v10.20.30", true), ("v1.2.0-rc.1", true), ("v1.2.0-preview.1", true), ("v1.2", false),
      ("v1", false), ("vendor", false), ("v1.2.0.1", false), ("1.2.0", false), ("agent/v1.2.0", false),
      ("v1.2.0/x", false), ("xv1.2.0", false),
    ])
  func versions(tag: String, starts: Bool) throws {
    var input = WorkflowInput()
    input.components = [.init(name: nil, tagPrefix: "v", tagSuffix: "", images: [], charts: [])]
    #expect(try TagFilter.patterns(input).contains { try fits(tag, $0) } == starts)
  }

  @Test("characters of a tag's prefix mean themselves")
  func literal() throws {
    var input = WorkflowInput()
    input.components = [.init(name: "c", tagPrefix: "c++/v", tagSuffix: "+x", images: [], charts: [])]
    #expect(try TagFilter.patterns(input).contains { try fits("c++/v1.2.0+x", $0) })
    #expect(try !TagFilter.patterns(input).contains { try fits("ccc/v1.2.0+x", $0) })
  }
}
