/// A pattern for names of references as GitHub matches it (fnmatch with FNM_PATHNAME): `*` and `?` stop at a slash, `**/`
/// takes whole folders.
public struct NamePattern: Sendable {
  private let pattern: [Character]

  /// Reads a pattern; every text is one.
  public init(_ text: String) { pattern = Array(text) }

  /// Whether a name fits.
  public func matches(_ name: String) -> Bool { Self.fits(pattern[...], Array(name)[...]) }

  private static func fits(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return name.isEmpty }
    let rest = pattern.dropFirst()
    switch first {
    case "*":
      if rest.first == "*" {
        let after = rest.dropFirst()
        let isFolders = after.first == "/"
        if isFolders, fits(after.dropFirst(), name) { return true }
        return name.indices.contains { index in
          isFolders
            ? name[index] == "/" && fits(after.dropFirst(), name[(index + 1)...]) : fits(after, name[index...])
        } || !isFolders && fits(after, name.suffix(0))
      }
      var tail = name
      while true {
        if fits(rest, tail) { return true }
        guard let next = tail.first, next != "/" else { return false }
        tail = tail.dropFirst()
      }
    case "?":
      guard let next = name.first, next != "/" else { return false }
      return fits(rest, name.dropFirst())
    case "[":
      guard let end = rest.dropFirst().firstIndex(of: "]"), let next = name.first, next != "/" else {
        return name.first == "[" && fits(rest, name.dropFirst())
      }
      var members = rest[..<end]
      let isNot = members.first == "!" || members.first == "^"
      if isNot { members = members.dropFirst() }
      return contains(members, next) != isNot && fits(rest[(end + 1)...], name.dropFirst())
    default:
      return name.first == first && fits(rest, name.dropFirst())
    }
  }

  private static func contains(_ members: ArraySlice<Character>, _ character: Character) -> Bool {
    var index = members.startIndex
    while index < members.endIndex {
      if index + 2 < members.endIndex, members[index + 1] == "-" {
        if members[index] <= character, character <= members[index + 2] { return true }
        index += 3
      } else {
        if members[index] == character { return true }
        index += 1
      }
    }
    return false
  }
}
