/// A line in the notes of a draft that says who made it; nobody sees it on the page.
enum DraftMark {
  private static let beginning = "\n\n<!-- brokkr-release: draft"

  /// `notes` with the mark.
  static func added(to notes: String) -> String { removed(from: notes) + beginning + " -->" }

  /// Whether a draft is ours.
  static func isIn(_ notes: String) -> Bool { normalized(notes).contains(beginning) }

  /// The notes without the mark.
  static func removed(from notes: String) -> String {
    let notes = normalized(notes)
    return notes.firstRange(of: beginning).map { String(notes[..<$0.lowerBound]) } ?? notes
  }

  /// GitHub may keep line ends as a form sends them.
  private static func normalized(_ notes: String) -> String { notes.replacing("\r\n", with: "\n") }
}
