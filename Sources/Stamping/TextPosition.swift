package import Yams

/// A place in a text: its line and its column, counted from 1; the column counts Unicode scalars.
package struct TextPosition: Hashable, Comparable, Sendable {
  /// The line.
  package var line: Int
  /// The column.
  package var column: Int

  /// Makes a position.
  package init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

  /// Takes over a parser's mark.
  package init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }

  /// Whether one lies before the other.
  package static func < (one: Self, other: Self) -> Bool { (one.line, one.column) < (other.line, other.column) }
}

extension Node {
  /// Where the node begins; for an alias, where the node begins that it stands for.
  package var position: TextPosition? { mark.map { TextPosition($0) } }
}
