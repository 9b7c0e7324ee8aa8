/// A piece of a line: text, or what leads to an issue, a pull request or a commit.
enum IssueReference: Equatable {
  case text(String)
  /// The number of `#123`, without its sign.
  case number(String)
  /// The number of `GH-123`.
  case dashed(String)
  /// What `acme/brokkr#123` names.
  case elsewhere(repository: String, number: String)
  /// A whole object id.
  case commit(String)

  /// Takes a line apart; what leads somewhere stands alone, not inside of a word, and a number has at most nine digits.
  static func pieces(of line: String) -> [IssueReference] {
    let scalars = Array(line.unicodeScalars)
    var pieces: [IssueReference] = []
    var text = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      if index == 0 || !joins(scalars[index - 1]), let (piece, end) = reference(in: scalars, at: index) {
        if !text.isEmpty { pieces.append(.text(String(text))) }
        text = String.UnicodeScalarView()
        pieces.append(piece)
        index = end
      } else {
        text.append(scalars[index])
        index += 1
      }
    }
    if !text.isEmpty { pieces.append(.text(String(text))) }
    return pieces
  }

  private static func reference(
    in scalars: [Unicode.Scalar], at start: Int
  ) -> (piece: IssueReference, end: Int)? {
    if let (number, end) = number(in: scalars, behind: "#", at: start) { return (.number(number), end) }
    if let (number, end) = number(in: scalars, behind: "GH-", at: start) { return (.dashed(number), end) }
    return commit(in: scalars, at: start) ?? elsewhere(in: scalars, at: start)
  }

  private static func number(
    in scalars: [Unicode.Scalar], behind sign: String, at start: Int
  ) -> (number: String, end: Int)? {
    guard scalars[start...].starts(with: sign.unicodeScalars) else { return nil }
    let first = start + sign.unicodeScalars.count
    var end = first
    while end < scalars.count, ("0"..."9").contains(scalars[end]) { end += 1 }
    guard end > first, end - first <= 9, scalars[first] != "0", end == scalars.count || !joins(scalars[end]) else {
      return nil
    }
    return (text(scalars[first..<end]), end)
  }

  private static func commit(in scalars: [Unicode.Scalar], at start: Int) -> (piece: IssueReference, end: Int)? {
    let end = start + 40
    guard end <= scalars.count, end == scalars.count || !joins(scalars[end]) else { return nil }
    let isID = scalars[start..<end].allSatisfy { ("0"..."9").contains($0) || ("a"..."f").contains($0) }
    return isID ? (.commit(text(scalars[start..<end])), end) : nil
  }

  /// An owner, a slash, a name, and further ones where a forge nests them, with a number behind them.
  private static func elsewhere(in scalars: [Unicode.Scalar], at start: Int) -> (piece: IssueReference, end: Int)? {
    guard isName(scalars[start]) else { return nil }
    var end = start
    var (slashes, last) = (0, start)
    while end < scalars.count, end - start < 200, isName(scalars[end]) || scalars[end] == "/" {
      if scalars[end] == "/" {
        guard end > last else { return nil }
        (slashes, last) = (slashes + 1, end + 1)
      }
      end += 1
    }
    guard slashes > 0, end > last, end < scalars.count, scalars[end] == "#",
      let (number, after) = number(in: scalars, behind: "#", at: end)
    else { return nil }
    let repository = text(scalars[start..<end])
    // Nothing in it may lead out of an address.
    let isPath = repository.split(separator: "/").allSatisfy { $0.unicodeScalars.first?.isWordly == true }
    return isPath ? (.elsewhere(repository: repository, number: number), after) : nil
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private static func isName(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.isWordly || "-_.".unicodeScalars.contains(scalar))
  }

  /// What makes the number a part of something else: an anchor, a name, an entity, an address.
  private static func joins(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isWordly || "_-/&#@".unicodeScalars.contains(scalar)
  }
}
