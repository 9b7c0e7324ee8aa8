extension ReleaseNotes {
  /// What ends the notes of a release that users need not care about.
  static let nothing = "No notable changes."

  /// The notes as a section of a changelog, its heading first, without a line break at the end.
  ///
  /// What commits say is shown as it is and does nothing: no markup, no HTML, nobody is notified.
  ///
  /// - Parameter links: the forge's pages; nil where there are none to lead to.
  /// - Returns: Markdown whose lines end in a line feed.
  public func markdown(links: ForgeLinks?) -> String {
    var blocks = [heading(links)]
    if !breaking.isEmpty { blocks.append(Self.block("Breaking changes", breaking, links)) }
    blocks += sections.map { Self.block($0.kind.title, $0.entries, links) }
    if isEmpty { blocks.append(Self.nothing) }
    return blocks.joined(separator: "\n\n")
  }

  private func heading(_ links: ForgeLinks?) -> String {
    var heading = "## [\(MarkdownText.escaped(title, isLeading: false))]"
    if let links, let previous { heading += "(\(links.comparison(from: previous, to: tag)))" }
    if let date { heading += " - \(date)" }
    return heading
  }

  private static func block(_ title: String, _ entries: [Entry], _ links: ForgeLinks?) -> String {
    "### \(title)\n\n" + entries.map { line($0, links) }.joined(separator: "\n")
  }

  private static func line(_ entry: Entry, _ links: ForgeLinks?) -> String {
    var line = "- "
    if let scope = entry.scope { line += "**\(MarkdownText.escaped(scope, isLeading: false)):** " }
    for (index, piece) in IssueReference.pieces(of: entry.subject).enumerated() {
      line += markdown(piece, isLeading: entry.scope == nil && index == 0, links)
    }
    let short = entry.commit.prefix(7)
    return "\(line) (\(links.map { "[\(short)](\($0.commit(entry.commit)))" } ?? String(short)))"
  }

  private static func markdown(_ piece: IssueReference, isLeading: Bool, _ links: ForgeLinks?) -> String {
    let (shown, address): (String, String?) =
      switch piece {
      case .text(let text): (text, nil)
      case .number(let number): ("#\(number)", links?.issue(number))
      case .dashed(let number): ("GH-\(number)", links?.issue(number))
      case .elsewhere(let repository, let number):
        ("\(repository)#\(number)", links?.issue(number, of: repository))
      case .commit(let id): links.map { (String(id.prefix(7)), $0.commit(id)) } ?? (id, nil)
      }
    guard let address else { return MarkdownText.escaped(shown, isLeading: isLeading) }
    return "[\(MarkdownText.escaped(shown, isLeading: false))](\(address))"
  }
}
