/// A changelog in Markdown, release by release; a section is put in or taken out, and no other byte changes.
///
/// A release begins with a heading of the first or second level that names its version, as Keep a Changelog has it:
/// `## [1.2.0] - 2026-03-01`. Headings in code blocks and comments count for nothing.
public struct ChangelogFile: Sendable {
  /// The file.
  public let bytes: [UInt8]
  private let lines: [ChangelogLine]

  /// Reads a file; any text is one.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    lines = ChangelogLine.all(of: bytes)
  }

  /// The section of a release, heading and all, without the empty lines below it; nil where there is none.
  ///
  /// - Parameter names: what its heading may call it.
  /// - Returns: the lines, ended by line feeds whatever the file has.
  public func section(of names: Set<String>) -> String? {
    guard let range = range(of: names) else { return nil }
    var end = range.upperBound
    while end > range.lowerBound + 1, lines[end - 1].isBlank { end -= 1 }
    return lines[range.lowerBound..<end].map { $0.text(in: bytes) }.joined(separator: "\n")
  }

  /// What the section of a release says below its heading; nil where there is none.
  public func notes(of names: Set<String>) -> String? {
    guard let section = section(of: names) else { return nil }
    let below = section.firstIndex(of: "\n") ?? section.endIndex
    return String(section[below...].drop { $0 == "\n" })
  }

  /// The file with a section before that of the latest release, below what is not released yet.
  ///
  /// - Parameters:
  ///   - section: the heading and its lines, ended by line feeds, without one at the end.
  ///   - isBelow: whether the release of a heading, by what it is called there, comes after the section; by default each
  ///     does.
  /// - Returns: the file, with the line ends that it has.
  public func inserting(_ section: String, above isBelow: (String) -> Bool = { _ in true }) -> [UInt8] {
    let new = lineEnd == [Self.newline] ? section : section.replacing("\n", with: "\r\n")
    let gap = gap(above: isBelow)
    return Array(bytes[..<gap.place]) + gap.before + Array(new.utf8) + gap.after + bytes[gap.place...]
  }

  /// Where a new section goes, and the line ends that part it from its neighbors.
  private func gap(above isBelow: (String) -> Bool) -> (place: Int, before: [UInt8], after: [UInt8]) {
    let next = lines.first { $0.release.map(isBelow) ?? false }?.range.lowerBound ?? definitions?.range.lowerBound
    if let next {
      let isApart = lines.last { $0.range.upperBound <= next }?.isBlank ?? true
      return (next, isApart ? [] : lineEnd, lineEnd + lineEnd)
    }
    guard let last = lines.last else { return (bytes.count, [], lineEnd) }
    // The last line keeps its end, or goes on having none.
    guard last.isEnded else { return (bytes.count, lineEnd + lineEnd, []) }
    return (bytes.count, last.isBlank ? [] : lineEnd, lineEnd)
  }

  /// The file without a section that was put in; nil where it is not there, or says something else by now.
  ///
  /// - Parameters:
  ///   - section: the section, as ``section(of:)`` gave it when it was new.
  ///   - names: what its heading may call it.
  ///   - original: the file that it was put into, where that is known: it tells whether an empty line came with it.
  /// - Returns: the file as if the section had never been put in.
  public func removing(_ section: String, of names: Set<String>, original: ChangelogFile? = nil) -> [UInt8]? {
    guard let range = range(of: names), self.section(of: names) == section else { return nil }
    let start = lines[range.lowerBound].range.lowerBound
    let end = lines[range.upperBound - 1].range.upperBound
    let likely = original.map { [$0.gap { _ in true }.before] } ?? []
    for before in likely + [[], lineEnd, lineEnd + lineEnd] {
      guard bytes[..<start].reversed().starts(with: before.reversed()) else { continue }
      let rest = Array(bytes[..<(start - before.count)] + bytes[end...])
      // Only what gives this file again when the section is put in was there before.
      if ChangelogFile(rest).inserting(section) == bytes { return rest }
    }
    guard range.upperBound == lines.endIndex, range.lowerBound > 0, lines[range.lowerBound - 1].isBlank else {
      return Array(bytes[..<start] + bytes[end...])
    }
    // Others were put in above it, so that their last line ends the file.
    let isEnded = lines[range.upperBound - 1].isEnded
    let last = lines[range.lowerBound - (isEnded || range.lowerBound == 1 ? 1 : 2)]
    return Array(bytes[..<(isEnded ? last.range.lowerBound : last.range.upperBound - lineEnd.count)])
  }

  /// The lines from a release's heading to the next heading of its kind, or one that is not below it.
  private func range(of names: Set<String>) -> Range<Int>? {
    guard let first = lines.firstIndex(where: { $0.release.map(names.contains) ?? false }) else { return nil }
    let level = lines[first].level
    let next = lines[(first + 1)...].firstIndex { line in
      line.release != nil || (line.level > 0 && line.level <= level) || line.range == definitions?.range
    }
    return first..<(next ?? lines.endIndex)
  }

  /// The first of the link definitions that end the file, such as `[1.2.0]: https://…`.
  private var definitions: ChangelogLine? {
    let tail = lines.reversed().prefix { $0.isBlank || $0.isDefinition }
    return tail.last { $0.isDefinition }
  }

  private var lineEnd: [UInt8] {
    guard let first = bytes.firstIndex(of: Self.newline), first > 0, bytes[first - 1] == Self.carriageReturn else {
      return [Self.newline]
    }
    return [Self.carriageReturn, Self.newline]
  }

  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
}
