/// Where in a template's output a line of the whole output lies; Helm names the template above each document.
struct RenderedPlace: Hashable, Sendable {
  /// The template, as Helm names it.
  var file: String
  /// The line in what that template renders, from 1.
  var line: Int

  /// Finds the place of a line, counted from 1.
  init(of line: Int, in rendered: String) {
    let mark = "# Source: "
    (file, self.line) = ("the rendered chart", line)
    let lines = rendered.split(separator: "\n", omittingEmptySubsequences: false).prefix(line)
    guard let source = lines.lastIndex(where: { $0.hasPrefix(mark) }) else { return }
    file = String(lines[source].dropFirst(mark.count))
    self.line = line - source - 1
  }
}
