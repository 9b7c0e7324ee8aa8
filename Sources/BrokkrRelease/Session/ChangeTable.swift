import ReleaseEngine

/// Changes as people read them: a mark, the slot, before and after, and what has no exact way back.
enum ChangeTable {
  static func lines(_ changes: [ChangeEntry]) -> [StyledText] {
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
        StyledText("\(ShortIdentity.text(entry.before)) → \(ShortIdentity.text(entry.after))"),
        StyledText(remark, .dim),
      ]
    }
    return TextTable(rows: rows).lines(indent: 2)
  }
}
