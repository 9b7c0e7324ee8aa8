/// Rows of cells, aligned for people.
struct TextTable: Sendable {
  /// The rows; a short one ends early.
  var rows: [[StyledText]] = []

  /// The lines, each indented, columns apart by two spaces; no line ends in spaces.
  func lines(indent: Int = 0) -> [StyledText] {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.dropLast().enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], cell.plain.count)
      }
    }
    return rows.map { row in
      var line = StyledText(String(repeating: " ", count: indent))
      for (column, cell) in row.enumerated() {
        line += cell
        guard row[(column + 1)...].contains(where: { !$0.isEmpty }) else { break }
        line += StyledText(String(repeating: " ", count: max(0, widths[column] - cell.plain.count) + 2))
      }
      return line
    }
  }
}
