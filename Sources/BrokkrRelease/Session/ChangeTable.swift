import ReleaseEngine

/// Changes as people read them: a mark, the slot, before and after, and what has no exact way back.
enum ChangeTable {
  /// The lines of a table.
  ///
  /// - Parameters:
  ///   - changes: what is listed.
  ///   - tags: the tags of releases that a latest mark may name.
  /// - Returns: the lines, in columns.
  static func lines(_ changes: [ChangeEntry], tags: some Sequence<String> = []) -> [StyledText] {
    let names = ShortIdentity.names(tags)
    func text(_ identity: String?) -> String {
      identity.flatMap { names[$0] } ?? ShortIdentity.text(identity)
    }
    let rows = changes.map { entry -> [StyledText] in
      let mark: StyledText =
        switch (entry.before, entry.after) {
        case (nil, _): StyledText("+", .good)
        case (_, nil): StyledText("-", .bad)
        default: StyledText("~", .caution)
        }
      var remark = ""
      if let reversal = entry.reversal { remark = "\(entry.reversible): \(reversal)" }
      if entry.state != .pending, entry.state != .done { remark = entry.state.rawValue }
      return [
        mark, StyledText(entry.slot),
        StyledText("\(text(entry.before)) → \(text(entry.after))"),
        StyledText(remark, .dim),
      ]
    }
    return TextTable(rows: rows).lines(indent: 2)
  }
}
